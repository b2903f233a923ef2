; Intent: a swap is reported as one, so that a handle keeps the record of who took it.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-LABEL: define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EE7_M_swapERS2_(
define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EE7_M_swapERS2_(ptr %this, ptr %other) {
; CHECK-NEXT: call void @__refsan_handle_swap(ptr %this, ptr %other, ptr @__refsan_site
; CHECK-NEXT: ret void
  ret void
}
