; Intent: without debug info a site still names the function, demangled; no file, no line.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[FUNC:@__refsan_str[.0-9]*]] = {{.*}} c"app::Pool<int>::grow\00"
; CHECK: @__refsan_site = private unnamed_addr constant {{.*}} { ptr null, ptr [[FUNC]], ptr null, i32 0, i32 0, i16 1, i16 0, i32 20 }
declare ptr @malloc(i64)

define ptr @_ZN3app4PoolIiE4growEv() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}
