; Intent: an operator new that may throw stays an invoke with the same landing pad, and the program's own function is passed on.
; RUN: %opt_refsan -passes=refsan -S %s | FileCheck %s

; CHECK-LABEL: define ptr @make(
; CHECK: %block = invoke ptr @__refsan_new(i64 8, ptr @{{[^,]+}}, ptr @_Znwm)
; CHECK-NEXT: to label %done unwind label %failed
define ptr @make() personality ptr @__gxx_personality_v0 {
  %block = invoke ptr @_Znwm(i64 8) to label %done unwind label %failed
done:
  ret ptr %block
failed:
  %pad = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %pad
}

declare ptr @_Znwm(i64)
declare i32 @__gxx_personality_v0(...)
