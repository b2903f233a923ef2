; Intent: a caller of exit() whose locals hold no pointers, or tables that are too large, is left as it is.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @exit(i32) noreturn

; CHECK-LABEL: define void @user(
define void @user() {
; CHECK-NEXT: %number = alloca i64
; CHECK-NEXT: %table = alloca [1000 x ptr]
; CHECK-NEXT: call void @exit(i32 0)
  %number = alloca i64
  %table = alloca [1000 x ptr]
  call void @exit(i32 0)
  unreachable
}
