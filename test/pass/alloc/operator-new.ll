; Intent: each operator new goes through the runtime, which gets the program's own operator to call.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_Znwm(i64)
declare ptr @_ZnwmRKSt9nothrow_t(i64, ptr)
declare ptr @_ZnwmSt11align_val_t(i64, i64)
declare ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64, i64, ptr)

; CHECK-LABEL: define void @_Z4userv(
define void @_Z4userv(ptr %t) {
; CHECK: call ptr @__refsan_new(i64 8, ptr @__refsan_site{{[.0-9]*}}, ptr @_Znwm)
  %1 = call ptr @_Znwm(i64 8)
; CHECK: call ptr @__refsan_new_nothrow(i64 8, ptr %t, ptr @__refsan_site{{[.0-9]*}}, ptr @_ZnwmRKSt9nothrow_t)
  %2 = call ptr @_ZnwmRKSt9nothrow_t(i64 8, ptr %t)
; CHECK: call ptr @__refsan_new_aligned(i64 8, i64 64, ptr @__refsan_site{{[.0-9]*}}, ptr @_ZnwmSt11align_val_t)
  %3 = call ptr @_ZnwmSt11align_val_t(i64 8, i64 64)
; CHECK: call ptr @__refsan_new_aligned_nothrow(i64 8, i64 64, ptr %t, ptr @__refsan_site{{[.0-9]*}}, ptr @_ZnwmSt11align_val_tRKSt9nothrow_t)
  %4 = call ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64 8, i64 64, ptr %t)
  ret void
}
