; Intent: a call through a pointer to malloc is no site: the runtime's malloc symbol gets it.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

@alloc = global ptr @malloc
declare ptr @malloc(i64)

; CHECK: @alloc = global ptr @malloc
; CHECK-LABEL: define ptr @user(
define ptr @user() {
; CHECK-NEXT: %f = load ptr, ptr @alloc
; CHECK-NEXT: %p = call ptr %f(i64 8)
; CHECK-NEXT: ret ptr %p
  %f = load ptr, ptr @alloc
  %p = call ptr %f(i64 8)
  ret ptr %p
}
