; Intent: a dying shared_ptr clears its slot on entry, before the count changes.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @release(ptr)
; CHECK-LABEL: define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EED2Ev(
define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EED2Ev(ptr %this) {
; CHECK-NEXT: call void @__refsan_handle_clear(ptr %this)
; CHECK-NEXT: call void @release(
  call void @release(ptr %this)
  ret void
}
