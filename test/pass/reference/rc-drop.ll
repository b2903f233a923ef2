; Intent: Rc::drop gives up the reference in the slot it gets, on entry, before the count changes.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @dec(ptr)
; <alloc::rc::Rc<n::Node> as core::ops::drop::Drop>::drop
; CHECK: define void @_RNvXsx_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtNtCsgEmfK2I1SDS_4core3ops4drop4Drop4dropBF_(
define void @_RNvXsx_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtNtCsgEmfK2I1SDS_4core3ops4drop4Drop4dropBF_(ptr %self) {
; CHECK-NEXT: [[OBJ:%.*]] = load ptr, ptr %self
; CHECK-NEXT: call void @__refsan_release(ptr [[OBJ]], ptr %self)
; CHECK-NEXT: call void @dec(
  call void @dec(ptr %self)
  ret void
}
