; Intent: between two library calls the context need not be what the caller had; a context set twice is set once.
; RUN: %opt_refsan -passes='refsan-context-stores,verify' -S %s | FileCheck %s

@__refsan_thread = external thread_local(initialexec) global { ptr, ptr }
@one = constant i8 0
@two = constant i8 0
declare void @f()

; CHECK-LABEL: define void @different(
; CHECK: store ptr @one
; CHECK-NEXT: call void @f()
; CHECK-NEXT: store ptr @two
; CHECK-NEXT: call void @f()
; CHECK-NEXT: store ptr %outer
; CHECK-NEXT: ret void
define void @different() {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  store ptr @one, ptr %record
  call void @f()
  store ptr %outer, ptr %record
  store ptr @two, ptr %record
  call void @f()
  store ptr %outer, ptr %record
  ret void
}

; CHECK-LABEL: define void @same(
; CHECK: store ptr @one
; CHECK-NEXT: call void @f()
; CHECK-NEXT: call void @f()
; CHECK-NEXT: store ptr %outer
; CHECK-NEXT: ret void
define void @same() {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  store ptr @one, ptr %record
  call void @f()
  store ptr %outer, ptr %record
  store ptr @one, ptr %record
  call void @f()
  store ptr %outer, ptr %record
  ret void
}
