; Intent: library code never sets the context: the user's line stays in it.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_Znwm(i64)
declare void @_ZSt5otherv()

; CHECK-LABEL: define linkonce_odr ptr @_ZSt4makev(
define linkonce_odr ptr @_ZSt4makev() {
; CHECK-NEXT: call void @_ZSt5otherv()
; CHECK-NEXT: %p = notail call ptr @__refsan_new(
; CHECK-NEXT: ret ptr %p
  call void @_ZSt5otherv()
  %p = call ptr @_Znwm(i64 8)
  ret ptr %p
}
