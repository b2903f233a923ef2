; Intent: of a fat Rc<dyn Trait> the first word is the object.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; <alloc::rc::Rc<dyn n::T> as core::clone::Clone>::clone
; CHECK: define { ptr, ptr } @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcDNtCsf6No1ZYbnpa_1n1TEL_ENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBG_(
define { ptr, ptr } @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcDNtCsf6No1ZYbnpa_1n1TEL_ENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBG_(ptr %self) {
  %fat = load { ptr, ptr }, ptr %self
; CHECK: [[OBJ:%.*]] = extractvalue { ptr, ptr } %fat, 0
; CHECK-NEXT: call void @__refsan_retain(ptr [[OBJ]],
; CHECK-NEXT: ret { ptr, ptr } %fat
  ret { ptr, ptr } %fat
}
