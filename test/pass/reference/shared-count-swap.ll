; Intent: a swap changes two slots and reports both.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-LABEL: define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EE7_M_swapERS2_(
define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EE7_M_swapERS2_(ptr %this, ptr %other) {
; CHECK-NEXT: [[A:%.*]] = load ptr, ptr %this
; CHECK-NEXT: call void @__refsan_handle_set(ptr %this, ptr [[A]], ptr @__refsan_site
; CHECK-NEXT: [[B:%.*]] = load ptr, ptr %other
; CHECK-NEXT: call void @__refsan_handle_set(ptr %other, ptr [[B]], ptr @__refsan_site
; CHECK-NEXT: ret void
  ret void
}
