; Intent: a function that has malloc's name and not its prototype is the user's, and left alone.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @malloc(i32)
declare i64 @calloc(i64, i64)
declare ptr @realloc(ptr, i64, ...)
declare ptr @_Znwm(i64, i64)

; CHECK-LABEL: define void @user(
define void @user(ptr %p) {
; CHECK: call ptr @malloc(i32 8)
  %1 = call ptr @malloc(i32 8)
; CHECK: call i64 @calloc(i64 2, i64 8)
  %2 = call i64 @calloc(i64 2, i64 8)
; CHECK: call ptr (ptr, i64, ...) @realloc(ptr %p, i64 8)
  %3 = call ptr (ptr, i64, ...) @realloc(ptr %p, i64 8)
; CHECK: call ptr @_Znwm(i64 8, i64 8)
  %4 = call ptr @_Znwm(i64 8, i64 8)
  ret void
}
; CHECK-NOT: @__refsan_{{malloc|calloc|realloc|new}}
