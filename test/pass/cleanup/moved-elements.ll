; Intent: while elements move, what happens to single handles is not told; where nobody else is called, nor that it begins.
; RUN: %opt_refsan -passes='refsan-moved-elements,verify' -S %s | FileCheck %s

@site = constant i8 0
declare void @__refsan_handle_swap(ptr, ptr, ptr)
declare void @__refsan_handle_set(ptr, ptr, ptr)
declare void @__refsan_handle_clear(ptr)
declare void @__refsan_handles_moving()
declare void @__refsan_handles_moved(ptr, ptr, i64)
declare void @other()

; CHECK-LABEL: define void @loop(
; CHECK-NOT: __refsan_handles_moving
; CHECK-NOT: __refsan_handle_{{[a-z]}}
; CHECK: call void @__refsan_handles_moved(ptr %from, ptr %to, i64 %bytes)
; CHECK-NEXT: call void @__refsan_handle_swap(ptr %from, ptr %to, ptr @site)
; CHECK-NEXT: ret void
define void @loop(ptr %from, ptr %to, i64 %bytes, i1 %c) {
  call void @__refsan_handles_moving()
  br label %again
again:
  call void @__refsan_handle_swap(ptr %to, ptr %from, ptr @site)
  call void @__refsan_handle_set(ptr %to, ptr null, ptr @site)
  call void @__refsan_handle_clear(ptr %from)
  br i1 %c, label %again, label %done
done:
  call void @__refsan_handles_moved(ptr %from, ptr %to, i64 %bytes)
  call void @__refsan_handle_swap(ptr %from, ptr %to, ptr @site)
  ret void
}

; What is called may swap handles, too.
; CHECK-LABEL: define void @calls(
; CHECK-NEXT: call void @__refsan_handles_moving()
; CHECK-NEXT: call void @other()
; CHECK-NEXT: call void @__refsan_handles_moved(
define void @calls(ptr %from, ptr %to, i64 %bytes) {
  call void @__refsan_handles_moving()
  call void @other()
  call void @__refsan_handle_swap(ptr %to, ptr %from, ptr @site)
  call void @__refsan_handles_moved(ptr %from, ptr %to, i64 %bytes)
  ret void
}

; The end is elsewhere: nothing is known.
; CHECK-LABEL: define void @open(
; CHECK-NEXT: call void @__refsan_handles_moving()
; CHECK-NEXT: call void @__refsan_handle_swap(
define void @open(ptr %from, ptr %to) {
  call void @__refsan_handles_moving()
  call void @__refsan_handle_swap(ptr %to, ptr %from, ptr @site)
  ret void
}

; Also reached without a move.
; CHECK-LABEL: define void @shared_code(
; CHECK: call void @__refsan_handle_swap(
define void @shared_code(ptr %from, ptr %to, i64 %bytes, i1 %c) {
  br i1 %c, label %move, label %one
move:
  call void @__refsan_handles_moving()
  br label %one
one:
  call void @__refsan_handle_swap(ptr %to, ptr %from, ptr @site)
  call void @__refsan_handles_moved(ptr %from, ptr %to, i64 %bytes)
  ret void
}
