; Intent: while modules are optimised, variables that may hold a pointer have a reader; at the end it is gone, and what only it has kept.
; RUN: split-file %s %t
; RUN: %opt_refsan -passes='refsan,verify' -S %t/module.ll | FileCheck %s
; RUN: %opt_refsan -passes='refsan,verify' -S %t/linked.ll | FileCheck %s --check-prefix=LINKED
; RUN: %opt_refsan -passes='refsan,refsan-drop-variable-reader,verify' -S %t/module.ll | FileCheck %s --check-prefix=DROPPED
; RUN: %opt_refsan -passes='default<O2>' -S %t/module.ll | FileCheck %s --check-prefix=STORES
; RUN: %opt_refsan -passes='lto-pre-link<O2>' -S %t/linked.ll | FileCheck %s --check-prefix=LINKED

; CHECK: @llvm.compiler.used = appending global [1 x ptr] [ptr [[READER:@__refsan_reads_variables]]]
; CHECK: define internal i64 [[READER]](i64 %0)
; CHECK-NEXT: load ptr, ptr @pointer
; CHECK: load i64, ptr @number
; CHECK: getelementptr i8, ptr @bytes, i64 %0
; CHECK: call {{.*}} @llvm.threadlocal.address.p0(ptr {{.*}}@local)
; CHECK-NOT: @small
; CHECK-NOT: @public
; CHECK-NOT: @fixed
; CHECK: ret i64

; LINKED: define internal i64 @__refsan_reads_variables(
; LINKED: load ptr, ptr @public

; DROPPED-NOT: __refsan_reads_variables
; DROPPED: @pointer = internal global

; STORES-NOT: __refsan_reads_variables
; STORES-LABEL: define {{.*}} @main(
; STORES: [[BLOCK:%.*]] = {{.*}}call ptr @__refsan_malloc(
; STORES: store ptr [[BLOCK]], ptr @pointer
; STORES: store i64 {{.*}}, ptr {{.*}}@bytes
; STORES: ret i32

;--- module.ll
@pointer = internal global ptr null
@number = internal global i64 0
@bytes = internal global [64 x i8] zeroinitializer
@local = internal thread_local global ptr null
@small = internal global i32 0
@public = global ptr null
@fixed = internal constant ptr @public
declare ptr @malloc(i64)
define i32 @main() norecurse {
  %block = call ptr @malloc(i64 10)
  store ptr %block, ptr @pointer
  %other = call ptr @malloc(i64 20)
  %bits = ptrtoint ptr %other to i64
  store i64 %bits, ptr getelementptr (i8, ptr @bytes, i64 8)
  store i64 %bits, ptr @number
  store ptr %block, ptr @local
  store i32 1, ptr @small
  %known = load ptr, ptr @fixed
  store ptr %block, ptr %known
  ret i32 0
}

;--- linked.ll
@public = global ptr null
declare ptr @malloc(i64)
define void @work() {
  %block = call ptr @malloc(i64 10)
  store ptr %block, ptr @public
  ret void
}
!llvm.module.flags = !{!0}
!0 = !{i32 1, !"EnableSplitLTOUnit", i32 0}
