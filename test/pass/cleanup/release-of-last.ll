; Intent: a release is told to the runtime only where others hold the object, and its hint with it; of a handle that a function is given it is told in any case.
; RUN: %opt_refsan -passes='refsan-release-guards,verify' -S %s | FileCheck %s

@line = constant i8 0
declare void @__refsan_release(ptr, ptr)
declare void @__refsan_hint_release(ptr, ptr)
declare void @other()

; CHECK-LABEL: define void @drop(
; CHECK: [[COUNT:%.*]] = load atomic i64, ptr %object monotonic
; CHECK-NEXT: [[OTHERS:%.*]] = icmp ne i64 [[COUNT]], 1
; CHECK-NEXT: [[DECIDED:%.*]] = freeze i1 [[OTHERS]]
; CHECK-NEXT: br i1 [[DECIDED]], label %[[TELL:.*]], label %[[REST:.*]], !prof
; CHECK: [[TELL]]:
; CHECK-NEXT: call void @__refsan_hint_release(ptr %object, ptr @line)
; CHECK-NEXT: call void @__refsan_release(ptr %object, ptr %slot)
; CHECK-NEXT: br label %[[REST]]
; CHECK: [[REST]]:
; CHECK-NEXT: store i64 0, ptr %object
define void @drop(ptr %object, ptr %slot) {
  call void @__refsan_hint_release(ptr %object, ptr @line)
  call void @__refsan_release(ptr %object, ptr %slot)
  store i64 0, ptr %object
  ret void
}

; A hint about another object, or before other code, stays where it is.
; CHECK-LABEL: define void @far(
; CHECK: call void @__refsan_hint_release(ptr %object, ptr @line)
; CHECK-NEXT: call void @other()
; CHECK-NEXT: load atomic i64, ptr %object
define void @far(ptr %object, ptr %slot) {
  call void @__refsan_hint_release(ptr %object, ptr @line)
  call void @other()
  call void @__refsan_release(ptr %object, ptr %slot)
  ret void
}

; It may be null.
; CHECK-LABEL: define void @given(
; CHECK-NEXT: call void @__refsan_release(ptr %handle, ptr null)
; CHECK-NEXT: ret void
define void @given(ptr %handle) {
  call void @__refsan_release(ptr %handle, ptr null)
  ret void
}
