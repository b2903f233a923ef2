; Intent: a coroutine's variables may come to lie in the heap: their handles stay reported.
; RUN: %opt_refsan -passes='refsan-stack-handles,verify' -S %s | FileCheck %s

declare void @__refsan_handle_set(ptr, ptr, ptr)

; CHECK-LABEL: define void @coroutine(
; CHECK: call void @__refsan_handle_set(
define void @coroutine(ptr %object) presplitcoroutine {
  %handle = alloca ptr
  call void @__refsan_handle_set(ptr %handle, ptr %object, ptr null)
  ret void
}
