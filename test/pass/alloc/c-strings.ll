; Intent: the functions that copy a string to the heap are allocations, under glibc's inner names too.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @strdup(ptr)
declare ptr @__strdup(ptr)
declare ptr @strndup(ptr, i64)
declare ptr @__strndup(ptr, i64)

; CHECK-LABEL: define void @user(
define void @user(ptr %s) {
; CHECK: call ptr @__refsan_strdup(ptr %s, ptr @__refsan_site{{[.0-9]*}})
  %1 = call ptr @strdup(ptr %s)
; CHECK: call ptr @__refsan_strdup(ptr %s, ptr @__refsan_site{{[.0-9]*}})
  %2 = call ptr @__strdup(ptr %s)
; CHECK: call ptr @__refsan_strndup(ptr %s, i64 7, ptr @__refsan_site{{[.0-9]*}})
  %3 = call ptr @strndup(ptr %s, i64 7)
; CHECK: call ptr @__refsan_strndup(ptr %s, i64 7, ptr @__refsan_site{{[.0-9]*}})
  %4 = call ptr @__strndup(ptr %s, i64 7)
  ret void
}
