; Intent: equal sites and strings are one constant.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-COUNT-1: c"user\00"
; CHECK-COUNT-1: @__refsan_site{{[.0-9]*}} =
; CHECK-NOT: @__refsan_site{{[.0-9]*}} =
declare ptr @malloc(i64)

define void @user() {
  %1 = call ptr @malloc(i64 8)
  %2 = call ptr @malloc(i64 16)
  ret void
}
