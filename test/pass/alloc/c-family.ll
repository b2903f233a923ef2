; Intent: every C allocation function becomes the runtime's, its own arguments first and the site last.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @realloc(ptr, i64)
declare ptr @reallocarray(ptr, i64, i64)
declare ptr @aligned_alloc(i64, i64)
declare ptr @memalign(i64, i64)
declare i32 @posix_memalign(ptr, i64, i64)
declare ptr @valloc(i64)
declare ptr @pvalloc(i64)

; CHECK-LABEL: define void @user(
define void @user(ptr %p, i64 %n) {
; CHECK: call ptr @__refsan_malloc(i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %1 = call ptr @malloc(i64 %n)
; CHECK: call ptr @__refsan_calloc(i64 2, i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %2 = call ptr @calloc(i64 2, i64 %n)
; CHECK: call ptr @__refsan_realloc(ptr %p, i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %3 = call ptr @realloc(ptr %p, i64 %n)
; CHECK: call ptr @__refsan_reallocarray(ptr %p, i64 2, i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %4 = call ptr @reallocarray(ptr %p, i64 2, i64 %n)
; CHECK: call ptr @__refsan_aligned_alloc(i64 64, i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %5 = call ptr @aligned_alloc(i64 64, i64 %n)
; CHECK: call ptr @__refsan_memalign(i64 64, i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %6 = call ptr @memalign(i64 64, i64 %n)
; CHECK: call i32 @__refsan_posix_memalign(ptr %p, i64 64, i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %7 = call i32 @posix_memalign(ptr %p, i64 64, i64 %n)
; CHECK: call ptr @__refsan_valloc(i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %8 = call ptr @valloc(i64 %n)
; CHECK: call ptr @__refsan_pvalloc(i64 %n, ptr @__refsan_site{{[.0-9]*}})
  %9 = call ptr @pvalloc(i64 %n)
  ret void
}
