; Intent: the caller's frame is there during the call, the runtime reads it; a musttail call cannot have more arguments and is left to the runtime's malloc symbol.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @malloc(i64)

; CHECK-LABEL: define ptr @user_tail(
define ptr @user_tail(i64 %n) {
; CHECK: notail call ptr @__refsan_malloc(i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %p = tail call ptr @malloc(i64 %n)
  ret ptr %p
}
; CHECK-LABEL: define ptr @user_notail(
define ptr @user_notail(i64 %n) {
; CHECK: notail call ptr @__refsan_malloc(i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %p = notail call ptr @malloc(i64 %n)
  ret ptr %p
}
; CHECK-LABEL: define ptr @user_musttail(
define ptr @user_musttail(i64 %n) {
; CHECK-NEXT: %p = musttail call ptr @malloc(i64 %n)
; CHECK-NEXT: ret ptr %p
  %p = musttail call ptr @malloc(i64 %n)
  ret ptr %p
}
