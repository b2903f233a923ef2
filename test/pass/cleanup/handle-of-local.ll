; Intent: a handle in a local variable is not reported once inlining has shown that it is one: the runtime would ignore it.
; RUN: %opt_refsan -passes='refsan-stack-handles,verify' -S %s | FileCheck %s

declare void @__refsan_handle_set(ptr, ptr, ptr)
declare void @__refsan_handle_clear(ptr)

; CHECK-LABEL: define void @local(
; CHECK-NOT: __refsan
; CHECK: ret void
define void @local(ptr %object) {
  %handle = alloca { ptr, ptr }
  %slot = getelementptr i8, ptr %handle, i64 8
  call void @__refsan_handle_set(ptr %slot, ptr %object, ptr null)
  call void @__refsan_handle_clear(ptr %slot)
  ret void
}

; CHECK-LABEL: define void @in_heap(
; CHECK: call void @__refsan_handle_set(
; CHECK: call void @__refsan_handle_clear(
define void @in_heap(ptr %handle, ptr %object) {
  call void @__refsan_handle_set(ptr %handle, ptr %object, ptr null)
  call void @__refsan_handle_clear(ptr %handle)
  ret void
}
