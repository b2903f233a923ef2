; Intent: code that was compiled for an executable finds the thread's record at once: the runtime is in the executable. Other code may be a
; shared library's.
; RUN: sed 's/LEVEL/2/' %s > %t.ll && %opt_refsan -passes=refsan -S %t.ll | FileCheck %s
; RUN: sed 's/LEVEL/0/' %s > %t.ll && %opt_refsan -passes=refsan -S %t.ll | FileCheck %s --check-prefix=CHECK-PIC

; CHECK: @__refsan_thread = external thread_local(localexec) global
; CHECK-PIC: @__refsan_thread = external thread_local(initialexec) global
declare void @unknown()

define void @calls() {
  call void @unknown()
  ret void
}

!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 LEVEL}
