; Intent: a count inside an object that is taken and given up again on each way needs no record but where an exception leaves; a hint that
; another reference ends stays.
; RUN: %opt_refsan -passes='refsan-reference-pairs,verify' -S %s | FileCheck %s

@__refsan_thread = external thread_local(initialexec) global { ptr, ptr }
@line = constant i8 0
@operation = constant i8 0
declare void @__refsan_counted_retain(ptr, ptr) nounwind
declare void @__refsan_counted_release(ptr) nounwind
declare void @__refsan_hint_counted(ptr, ptr) nounwind
declare void @other()
declare i32 @personality(...)

; CHECK-LABEL: define void @for_a_while(
; CHECK-NOT: @__refsan_counted
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK: pad:
; CHECK: %[[OUTER:.*]] = load ptr, ptr %[[R:.*]], align
; CHECK-NEXT: store ptr @line, ptr %[[R]]
; CHECK-NEXT: call void @__refsan_counted_retain(ptr %object, ptr @operation)
; CHECK-NEXT: store ptr %[[OUTER]], ptr %[[R]]
; CHECK-NEXT: resume
define void @for_a_while(ptr %object) personality ptr @personality {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_counted_retain(ptr %object, ptr @operation)
  invoke void @other() to label %done unwind label %pad
done:
  call void @__refsan_hint_counted(ptr %object, ptr @line)
  call void @__refsan_counted_release(ptr %object)
  ret void
pad:
  %caught = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %caught
}

; CHECK-LABEL: define void @caught(
; CHECK: call void @__refsan_counted_retain(
; CHECK: call void @__refsan_counted_release(
define void @caught(ptr %object, i1 %c) personality ptr @personality {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_counted_retain(ptr %object, ptr @operation)
  invoke void @other() to label %done unwind label %pad
pad:
  %caught = landingpad { ptr, i32 } catch ptr null
  br i1 %c, label %done, label %kept
done:
  call void @__refsan_hint_counted(ptr %object, ptr @line)
  call void @__refsan_counted_release(ptr %object)
  ret void
kept:
  ret void
}

; CHECK-LABEL: define void @of_another(
; CHECK: call void @__refsan_hint_counted(ptr %object, ptr null)
; CHECK-NEXT: call void @__refsan_counted_release(
define void @of_another(ptr %object) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_counted_retain(ptr %object, ptr @operation)
  call void @__refsan_hint_counted(ptr %object, ptr null)
  call void @__refsan_counted_release(ptr %object)
  ret void
}

; CHECK-LABEL: define void @leaves(
; CHECK: call void @__refsan_counted_retain(
; CHECK: call void @__refsan_counted_release(
define void @leaves(ptr %object) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  store ptr @line, ptr %record
  call void @__refsan_counted_retain(ptr %object, ptr @operation)
  call void @other()
  call void @__refsan_hint_counted(ptr %object, ptr @line)
  call void @__refsan_counted_release(ptr %object)
  ret void
}
