; Intent: a restore that one way needs stays on that way, and so does what comes after an exception left calls in the middle.
; RUN: %opt_refsan -passes='refsan-context-stores,verify' -S %s | FileCheck %s

@__refsan_thread = external thread_local(initialexec) global { ptr, ptr }
@site = constant i8 0
declare void @f()
declare i32 @personality(...)

; CHECK-LABEL: define void @one_way(
; CHECK: more:
; CHECK-NEXT: store ptr @site
; CHECK-NEXT: call void @f()
; CHECK: store ptr %outer
; CHECK-NEXT: br label %done
; CHECK: done:
; CHECK-NEXT: ret void
define void @one_way(i1 %c) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  br i1 %c, label %more, label %done
more:
  store ptr @site, ptr %record
  call void @f()
  br label %done
done:
  store ptr %outer, ptr %record
  ret void
}

; CHECK-LABEL: define void @unwinds(
; CHECK: pad:
; CHECK: store ptr %outer
; CHECK-NEXT: resume
define void @unwinds() personality ptr @personality {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  invoke void @f() to label %done unwind label %pad
done:
  ret void
pad:
  %caught = landingpad { ptr, i32 } cleanup
  store ptr %outer, ptr %record
  resume { ptr, i32 } %caught
}
