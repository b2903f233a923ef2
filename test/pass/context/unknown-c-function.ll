; Intent: a C function of which nothing is known may allocate (getline, asprintf, a library's): it gets a context.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare i64 @getline(ptr, ptr, ptr)

; CHECK-LABEL: define i64 @user(
define i64 @user(ptr %p) {
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: %n = call i64 @getline(
; CHECK: store ptr
  %n = call i64 @getline(ptr %p, ptr %p, ptr %p)
  ret i64 %n
}
