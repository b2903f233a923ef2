; Intent: a Weak that dies gives up no strong reference.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; <alloc::rc::Weak<n::Node, &Global> as core::ops::drop::Drop>::drop
; CHECK: define void @_RNvXs1d_NtCslNYArtu3iFV_5alloc2rcINtB6_4WeakNtCsf6No1ZYbnpa_1n4NodeRNtNtB8_5alloc6GlobalENtNtNtCsgEmfK2I1SDS_4core3ops4drop4Drop4dropBI_(
define void @_RNvXs1d_NtCslNYArtu3iFV_5alloc2rcINtB6_4WeakNtCsf6No1ZYbnpa_1n4NodeRNtNtB8_5alloc6GlobalENtNtNtCsgEmfK2I1SDS_4core3ops4drop4Drop4dropBI_(ptr %self) {
; CHECK-NEXT: ret void
  ret void
}
