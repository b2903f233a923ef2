; Intent: the program's own operator new is announced and called like the library's; its malloc call is a site too.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @malloc(i64)

; CHECK-LABEL: define ptr @_Znwm(
define ptr @_Znwm(i64 %n) {
; CHECK: call ptr @__refsan_malloc(i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %p = call ptr @malloc(i64 %n)
  ret ptr %p
}

; CHECK-LABEL: define ptr @_Z4userv(
define ptr @_Z4userv() {
; CHECK: call ptr @__refsan_new(i64 8, ptr @__refsan_site{{[.0-9]*}}, ptr @_Znwm)
  %p = call ptr @_Znwm(i64 8)
  ret ptr %p
}
