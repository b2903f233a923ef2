; Intent: functions of a counted handle that no table row names change nothing that is recorded.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-LABEL: define linkonce_odr i64 @_ZNKSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EE16_M_get_use_countEv(
define linkonce_odr i64 @_ZNKSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EE16_M_get_use_countEv(ptr %this) {
; CHECK-NEXT: ret i64 1
  ret i64 1
}
