; Intent: a module of Rust's is optimised again once modules are linked: before, its
; variables are left alone, since a cleared one cannot become a register any more.
; C++ is linked without the pass.
; RUN: split-file %s %t
; RUN: %opt_refsan -passes='thinlto-pre-link<O2>' -S %t/rust.ll | FileCheck %s --check-prefix=LEFT
; RUN: %opt_refsan -passes='thinlto<O2>' -S %t/rust.ll | FileCheck %s
; RUN: %opt_refsan -passes='thinlto-pre-link<O2>' -S %t/cxx.ll | FileCheck %s

; LEFT-LABEL: define void @{{.*}}work
; LEFT-NOT: memset
; LEFT: call void @exit
; CHECK-LABEL: define void @{{.*}}work
; CHECK: call void @llvm.memset{{.*}}i64 64, i1 true)
; CHECK: call void @exit

;--- rust.ll
define void @_RNvCs1234_1a4work() #0 {
  %memory = alloca [64 x i8], align 16
  call void @_RNvCs1234_1b4fill(ptr %memory)
  call void @exit(i32 0)
  ret void
}
declare void @_RNvCs1234_1b4fill(ptr)
declare void @exit(i32)
attributes #0 = { "refsan-may-be-live" }

;--- cxx.ll
define void @_Z4workv() #0 {
  %memory = alloca [64 x i8], align 16
  call void @_Z4fillPv(ptr %memory)
  call void @exit(i32 0)
  ret void
}
declare void @_Z4fillPv(ptr)
declare void @exit(i32)
attributes #0 = { "refsan-may-be-live" }
