; Intent: the program's own exit() is a function like any other.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-LABEL: define void @user(
define void @user() {
; CHECK-NEXT: %p = alloca ptr
; CHECK-NEXT: call void @exit(i32 0)
  %p = alloca ptr
  call void @exit(i32 0)
  ret void
}
define void @exit(i32 %code) {
  ret void
}
