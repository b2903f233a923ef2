; Intent: a caller of exit() whose locals hold no pointers copies none; the call is announced all the same.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @exit(i32) noreturn

; CHECK-LABEL: define void @user(
define void @user() noreturn {
; CHECK-NEXT: %number = alloca i64
; CHECK-NEXT: call void @__refsan_keep(ptr null, ptr @exit)
; CHECK-NEXT: call void @exit(i32 0)
  %number = alloca i64
  call void @exit(i32 0)
  unreachable
}
