; Intent: a reference that is taken and given up on each way through a function needs no record; one that may be kept does.
; RUN: %opt_refsan -passes='refsan-reference-pairs,verify' -S %s | FileCheck %s
; RUN: env REFSAN_PASS_OPTIONS=elide=0 %opt_refsan -passes='refsan-reference-pairs' -S %s | FileCheck %s --check-prefix=ALL
; ALL-COUNT-8: call void @__refsan_retain(
; ALL: call void @other()
; ALL-NEXT: ret void

@__refsan_thread = external thread_local(initialexec) global { ptr, ptr }
@line = constant i8 0
@elsewhere = constant i8 0
@operation = constant i8 0
declare void @__refsan_retain(ptr, ptr)
declare void @__refsan_release(ptr, ptr)
declare void @__refsan_hint_release(ptr, ptr)
declare void @other()

; CHECK-LABEL: define void @balanced(
; CHECK-NOT: @__refsan_retain
; CHECK-NOT: @__refsan_hint_release
; CHECK-NOT: @__refsan_release
; CHECK: ret void
define void @balanced(ptr %object, i1 %c) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_retain(ptr %object, ptr @operation)
  call void @other()
  br i1 %c, label %one, label %two
one:
  call void @__refsan_hint_release(ptr %object, ptr @line)
  call void @__refsan_release(ptr %object, ptr null)
  ret void
two:
  call void @__refsan_hint_release(ptr %object, ptr @line)
  call void @__refsan_release(ptr %object, ptr null)
  ret void
}

; CHECK-LABEL: define void @maybe_null(
; CHECK-NOT: @__refsan_retain
; CHECK-NOT: @__refsan_release
; CHECK: ret void
define void @maybe_null(ptr %object) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_retain(ptr %object, ptr @operation)
  call void @__refsan_hint_release(ptr %object, ptr @line)
  %null = icmp eq ptr %object, null
  br i1 %null, label %done, label %drop
drop:
  call void @__refsan_release(ptr %object, ptr null)
  br label %done
done:
  ret void
}

; Kept on one way.
; CHECK-LABEL: define void @kept(
; CHECK: call void @__refsan_retain(
; CHECK: call void @__refsan_release(
define void @kept(ptr %object, i1 %c) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_retain(ptr %object, ptr @operation)
  br i1 %c, label %one, label %two
one:
  call void @__refsan_hint_release(ptr %object, ptr @line)
  call void @__refsan_release(ptr %object, ptr null)
  ret void
two:
  ret void
}

; Another reference's line.
; CHECK-LABEL: define void @elsewhere_taken(
; CHECK: call void @__refsan_retain(
; CHECK: call void @__refsan_release(
define void @elsewhere_taken(ptr %object) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_retain(ptr %object, ptr @operation)
  call void @__refsan_hint_release(ptr %object, ptr @elsewhere)
  call void @__refsan_release(ptr %object, ptr null)
  ret void
}

; The drop may be reached without the retain.
; CHECK-LABEL: define void @not_dominated(
; CHECK: call void @__refsan_retain(
; CHECK: call void @__refsan_release(
define void @not_dominated(ptr %object, i1 %c) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  br i1 %c, label %take, label %drop
take:
  call void @__refsan_retain(ptr %object, ptr @operation)
  br label %drop
drop:
  call void @__refsan_hint_release(ptr %object, ptr @line)
  call void @__refsan_release(ptr %object, ptr null)
  ret void
}

; Taken twice, given up once: one stays.
; CHECK-LABEL: define void @twice(
; CHECK-COUNT-1: call void @__refsan_retain(
; CHECK-NOT: @__refsan_
; CHECK: ret void
define void @twice(ptr %object) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_retain(ptr %object, ptr @operation)
  call void @__refsan_retain(ptr %object, ptr @operation)
  call void @__refsan_hint_release(ptr %object, ptr @line)
  call void @__refsan_release(ptr %object, ptr null)
  ret void
}

; Another call may be what the hint is for.
; CHECK-LABEL: define void @unseen_release(
; CHECK: call void @__refsan_retain(
; CHECK: call void @__refsan_hint_release(
define void @unseen_release(ptr %object) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_retain(ptr %object, ptr @operation)
  call void @__refsan_hint_release(ptr %object, ptr @line)
  call void @other()
  ret void
}

; The reference that the object was made with: nothing is kept of it.
; CHECK-LABEL: define void @made_here(
; CHECK-NEXT: ret void
define void @made_here(ptr %object) {
  call void @__refsan_hint_release(ptr %object, ptr null)
  call void @__refsan_release(ptr %object, ptr null)
  ret void
}
