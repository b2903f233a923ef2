; Intent: operator new[] goes through like operator new; its block may begin with a cookie (layout 3).
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_Znam(i64)
declare ptr @_ZnamRKSt9nothrow_t(i64, ptr)
declare ptr @_ZnamSt11align_val_t(i64, i64)
declare ptr @_ZnamSt11align_val_tRKSt9nothrow_t(i64, i64, ptr)

; One site for all four: no debug info tells them apart.
; CHECK: [[SITE:@__refsan_site]] = {{.*}}, i16 1, i16 3, i32 12 }
; CHECK-LABEL: define void @_Z4userv(
define void @_Z4userv(ptr %t) {
; CHECK: call ptr @__refsan_new(i64 8, ptr [[SITE]], ptr @_Znam)
  %1 = call ptr @_Znam(i64 8)
; CHECK: call ptr @__refsan_new_nothrow(i64 8, ptr %t, ptr [[SITE]], ptr @_ZnamRKSt9nothrow_t)
  %2 = call ptr @_ZnamRKSt9nothrow_t(i64 8, ptr %t)
; CHECK: call ptr @__refsan_new_aligned(i64 8, i64 64, ptr [[SITE]], ptr @_ZnamSt11align_val_t)
  %3 = call ptr @_ZnamSt11align_val_t(i64 8, i64 64)
; CHECK: call ptr @__refsan_new_aligned_nothrow(i64 8, i64 64, ptr %t, ptr [[SITE]], ptr @_ZnamSt11align_val_tRKSt9nothrow_t)
  %4 = call ptr @_ZnamSt11align_val_tRKSt9nothrow_t(i64 8, i64 64, ptr %t)
  ret void
}
