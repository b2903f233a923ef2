; Intent: Rc::clone reports its result as one more reference, beside its return.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[SHOWN:@__refsan_str[.0-9]*]] = {{.*}} c"Rc::clone\00"
; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}} { ptr null, ptr [[SHOWN]], ptr null, i32 0, i32 0, i16 2, i16 0, i32 1 }

; <alloc::rc::Rc<n::Node> as core::clone::Clone>::clone
; CHECK: define ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(
define ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %self) {
  %ptr = load ptr, ptr %self
; CHECK: call void @__refsan_retain(ptr %ptr, ptr [[SITE]])
; CHECK-NEXT: ret ptr %ptr
  ret ptr %ptr
}
