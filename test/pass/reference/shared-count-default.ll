; Intent: a default constructor fills no handle and reports none.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-LABEL: define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EEC2Ev(
define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EEC2Ev(ptr %this) {
; CHECK-NEXT: store ptr null, ptr %this
; CHECK-NEXT: ret void
  store ptr null, ptr %this
  ret void
}
