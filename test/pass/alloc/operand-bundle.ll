; Intent: operand bundles of the call are the new call's.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @malloc(i64)

; CHECK-LABEL: define ptr @user(
define ptr @user(ptr %d) {
; CHECK: call ptr @__refsan_malloc(i64 8, {{.*}}) [ "deopt"(ptr %d) ]
  %p = call ptr @malloc(i64 8) [ "deopt"(ptr %d) ]
  ret ptr %p
}
