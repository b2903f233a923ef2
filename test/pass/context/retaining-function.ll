; Intent: library code that takes a reference gets a context, as one that allocates; one that only gives up gets none.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EEC1ERKS2_(ptr %this, ptr %other) {
  ret void
}
define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EED1Ev(ptr %this) {
  ret void
}
; CHECK-LABEL: define void @_Z4userPvS_(
define void @_Z4userPvS_(ptr %a, ptr %b) {
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: call void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EEC1ERKS2_(
; CHECK: store ptr
; CHECK-NOT: store
; CHECK: call void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EED1Ev(
; CHECK-NEXT: ret void
  call void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EEC1ERKS2_(ptr %a, ptr %b)
  call void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EED1Ev(ptr %a)
  ret void
}
