; Intent: without debug info the constructor run on the result names the type; its fields stay unknown.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[NAME:@__refsan_str[.0-9]*]] = {{.*}} c"app::Node\00"
; CHECK: [[SHORT:@__refsan_str[.0-9]*]] = {{.*}} c"Node\00"
; CHECK: [[TYPE:@__refsan_type]] = {{.*}} { ptr [[NAME]], ptr [[SHORT]], ptr null, i64 0, i32 0, i32 0, i16 0, i16 0, i32 0 }
; CHECK: @__refsan_site{{.*}} ptr [[TYPE]], i32 0, i32 0, i16 1, i16 0, i32 24 }
declare ptr @_Znwm(i64)
declare void @_ZN3app4NodeC1Ei(ptr, i32)

define ptr @_Z4userv() {
  %p = call ptr @_Znwm(i64 16)
  call void @_ZN3app4NodeC1Ei(ptr %p, i32 3)
  ret ptr %p
}
