; Intent: library code that allocates by way of other library code, also a cycle of it, gets a context.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_Znwm(i64)

define linkonce_odr void @_ZSt1av() {
  call void @_ZSt1bv()
  ret void
}
define linkonce_odr void @_ZSt1bv() {
  call void @_ZSt1av()
  %p = call ptr @_Znwm(i64 8)
  ret void
}
; CHECK-LABEL: define void @_Z4userv(
define void @_Z4userv() {
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: call void @_ZSt1av()
  call void @_ZSt1av()
  ret void
}
