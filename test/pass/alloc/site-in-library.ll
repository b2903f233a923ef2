; Intent: a site in library code says so (flag 1): reports show the thread's context for it.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[FUNC:@__refsan_str[.0-9]*]] = {{.*}} c"std::make\00"
; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}} { ptr null, ptr [[FUNC]], ptr null, i32 0, i32 0, i16 1, i16 0, i32 5 }
declare ptr @malloc(i64)

; CHECK-LABEL: define ptr @_ZSt4makev(
define ptr @_ZSt4makev() {
; CHECK: call ptr @__refsan_malloc(i64 8, ptr [[SITE]])
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}
