; Intent: a context that only a rare way of an inlined library function sees is set there and restored there; the usual way stores nothing.
; RUN: %opt_refsan -passes='refsan-context-stores,verify' -S %s | FileCheck %s

@__refsan_thread = external thread_local(initialexec) global { ptr, ptr }
@line = external constant [40 x i8]
@other = external constant [40 x i8]
declare void @grow(ptr)
declare ptr @llvm.threadlocal.address.p0(ptr)

; CHECK-LABEL: define void @push(
; CHECK: entry:
; CHECK-NOT: store ptr @line
; CHECK: br i1 %full
; CHECK: rare:
; CHECK: store ptr @line
; CHECK-NEXT: call void @grow
; CHECK: store ptr %outer
; CHECK-NEXT: br label %write
; CHECK: write:
; CHECK-NOT: store ptr
; CHECK: ret void
define void @push(ptr %vector, i1 %full) {
entry:
  %t = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %t
  store ptr @line, ptr %t
  br i1 %full, label %rare, label %write
rare:
  call void @grow(ptr %vector)
  br label %write
write:
  store i64 1, ptr %vector
  store ptr %outer, ptr %t
  ret void
}

; Both ways see it: it stays.
; CHECK-LABEL: define void @both(
; CHECK: store ptr @line
; CHECK: br i1 %which
define void @both(ptr %vector, i1 %which) {
entry:
  %t = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %t
  store ptr @line, ptr %t
  br i1 %which, label %one, label %two
one:
  call void @grow(ptr %vector)
  br label %end
two:
  call void @grow(ptr null)
  br label %end
end:
  store ptr %outer, ptr %t
  ret void
}

; Set again before it is restored: each call has its own.
; CHECK-LABEL: define void @twice(
; CHECK: rare:
; CHECK: store ptr @line
; CHECK-NEXT: call void @grow
; CHECK: next:
; CHECK: store ptr @other
; CHECK-NEXT: call void @grow
; CHECK: store ptr %outer
; CHECK: ret void
define void @twice(ptr %vector, i1 %full) {
entry:
  %t = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %t
  store ptr @line, ptr %t
  br i1 %full, label %rare, label %next
rare:
  call void @grow(ptr %vector)
  br label %next
next:
  store ptr @other, ptr %t
  call void @grow(ptr %vector)
  store ptr %outer, ptr %t
  ret void
}
