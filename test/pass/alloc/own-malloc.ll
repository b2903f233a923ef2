; Intent: calls of a malloc that the module defines itself are left alone; what lies below it is recorded.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @valloc(i64)

; CHECK-LABEL: define ptr @malloc(
define ptr @malloc(i64 %n) {
; CHECK: call ptr @__refsan_valloc(i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %p = call ptr @valloc(i64 %n)
  ret ptr %p
}
; CHECK-LABEL: define ptr @user(
define ptr @user() {
; CHECK: call ptr @malloc(i64 8)
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}
