; Intent: where inlining has left no call that could record anything, the context is not set.
; RUN: %opt_refsan -passes='refsan-context-stores,verify' -S %s | FileCheck %s

@__refsan_thread = external thread_local(initialexec) global { ptr, ptr }
@site = constant i8 0
declare void @free(ptr)
declare void @f()

; CHECK-LABEL: define void @quiet(
; CHECK-NOT: store ptr
; CHECK: ret void
define void @quiet(ptr %block) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  store ptr @site, ptr %record
  call void @free(ptr %block)
  store ptr %outer, ptr %record
  ret void
}

; CHECK-LABEL: define void @calls(
; CHECK: store ptr @site
; CHECK-NEXT: call void @f()
; CHECK-NEXT: store ptr %outer
; CHECK-NEXT: ret void
define void @calls() {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  store ptr @site, ptr %record
  call void @f()
  store ptr %outer, ptr %record
  ret void
}
