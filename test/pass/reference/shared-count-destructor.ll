; Intent: a dying shared_ptr reports nothing: what is known of its slot goes when the slot is filled again.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @release(ptr)
; CHECK-LABEL: define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EED2Ev(
define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EED2Ev(ptr %this) {
; CHECK-NEXT: call void @release(
; CHECK-NEXT: ret void
  call void @release(ptr %this)
  ret void
}
