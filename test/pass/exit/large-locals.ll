; Intent: a table among the locals of a caller of exit() is shown to the runtime where it is.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @exit(i32) noreturn

; CHECK-LABEL: define void @user(
define void @user(ptr %p) {
; CHECK: %table = alloca [1000 x ptr]
; CHECK: call void @__refsan_keep(ptr %table, ptr @exit)
; CHECK: call void @__refsan_keep(ptr %refsan.kept, ptr @exit)
; CHECK-NEXT: call void @exit(i32 0)
  %table = alloca [1000 x ptr]
  %pointer = alloca ptr
  store ptr %p, ptr %pointer
  call void @exit(i32 0)
  unreachable
}
