; Intent: what the caller's context was is read where a call first needs another one, and before a loop that has such a call; not where
; something else may have been set by then.
; RUN: %opt_refsan -passes='refsan-outer-contexts,verify' -S %s | FileCheck %s

@__refsan_thread = external thread_local(initialexec) global { ptr, ptr }
@site = constant i8 0
declare void @f()

; CHECK-LABEL: define i32 @rarely(
; CHECK-NEXT: br i1 %c, label %more, label %done
; CHECK: more:
; CHECK-NEXT: %[[R:.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK-NEXT: %outer = load ptr, ptr %[[R]]
; CHECK-NEXT: store ptr @site, ptr %[[R]]
; CHECK-NEXT: call void @f()
; CHECK-NEXT: store ptr %outer, ptr %[[R]]
define i32 @rarely(i1 %c) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  br i1 %c, label %more, label %done
more:
  store ptr @site, ptr %record
  call void @f()
  store ptr %outer, ptr %record
  br label %done
done:
  ret i32 0
}

; CHECK-LABEL: define void @loop(
; CHECK: before:
; CHECK-NEXT: %[[R:.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK-NEXT: %outer = load ptr, ptr %[[R]]
; CHECK-NEXT: br label %again
; CHECK: again:
; CHECK-NEXT: store ptr @site, ptr %[[R]]
define void @loop(i1 %c, i1 %d) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  br i1 %c, label %before, label %done
before:
  br label %again
again:
  store ptr @site, ptr %record
  call void @f()
  store ptr %outer, ptr %record
  br i1 %d, label %again, label %done
done:
  ret void
}

; CHECK-LABEL: define void @always(
; CHECK: %outer = load ptr
; CHECK-NEXT: br i1 %c
define void @always(i1 %c) {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  br i1 %c, label %more, label %less
more:
  store ptr @site, ptr %record
  call void @f()
  br label %done
less:
  store ptr @site, ptr %record
  call void @f()
  br label %done
done:
  store ptr %outer, ptr %record
  ret void
}
