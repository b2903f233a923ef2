; Intent: a hint is stored in the thread's record without a call; a handle that is returned in memory is
; reported only where that may be in the heap; others are reported as they were.
; RUN: %opt_refsan -passes='refsan-quick-calls,verify' -S %s | FileCheck %s

declare void @__refsan_hint_release(ptr, ptr)
declare void @__refsan_handle_set(ptr, ptr, ptr)
@line = external constant [40 x i8]

; CHECK-LABEL: define void @hints(
; CHECK: [[N:%.*]] = xor i64 %{{.*}}, -1
; CHECK: store i64 [[N]], ptr
; CHECK: store ptr @line, ptr
; CHECK-NOT: call void
; CHECK: ret void
define void @hints(ptr %object) {
  call void @__refsan_hint_release(ptr %object, ptr @line)
  ret void
}

; CHECK-LABEL: define void @returns(
; CHECK: call ptr @llvm.frameaddress
; CHECK: [[FAR:%.*]] = icmp uge i64 %{{.*}}, 65536
; CHECK: br i1 [[FAR]], label %[[CALL:.*]], label
; CHECK: [[CALL]]:
; CHECK-NEXT: call void @__refsan_handle_set(
define void @returns(ptr sret([16 x i8]) %result, ptr %object) {
  %second = getelementptr inbounds i8, ptr %result, i64 8
  call void @__refsan_handle_set(ptr %second, ptr %object, ptr @line)
  ret void
}

; CHECK-LABEL: define void @fills(
; CHECK-NEXT: call void @__refsan_handle_set(
define void @fills(ptr %slot, ptr %object) {
  call void @__refsan_handle_set(ptr %slot, ptr %object, ptr @line)
  ret void
}
