; Intent: what an inlined function found as its caller's context is known: the load goes, and the restore of the same value.
; RUN: %opt_refsan -passes='refsan-context-stores,verify' -S %s | FileCheck %s

@__refsan_thread = external thread_local(initialexec) global { ptr, ptr }
@one = constant i8 0
@two = constant i8 0
declare void @f()

; CHECK-LABEL: define void @inlined(
; CHECK: %outer = load
; CHECK-NEXT: store ptr @two
; CHECK-NEXT: call void @f()
; CHECK-NEXT: store ptr @one
; CHECK-NEXT: call void @f()
; CHECK-NEXT: store ptr %outer
; CHECK-NEXT: ret void
define void @inlined() {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  store ptr @one, ptr %record
  %inner = load ptr, ptr %record
  store ptr @two, ptr %record
  call void @f()
  store ptr %inner, ptr %record
  call void @f()
  store ptr %outer, ptr %record
  ret void
}
