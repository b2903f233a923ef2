; Intent: drop glue of a local tells which reference ends: the one the local was filled with.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr)
; core::ptr::drop_in_place::<alloc::rc::Rc<n::Node>>
declare void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr)

; CHECK-LABEL: define void @_RNvCs1_3app4user(
define void @_RNvCs1_3app4user(ptr %rc) {
  %local = alloca ptr
; CHECK: store ptr [[SITE:@__refsan_site[.0-9]*]],
; CHECK-NEXT: %h = call ptr @_RNvXsy_
  %h = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
  store ptr %h, ptr %local
; CHECK: [[H:%.*]] = load ptr, ptr %local
; CHECK-NEXT: call void @__refsan_hint_release(ptr [[H]], ptr [[SITE]])
; CHECK: call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %local)
  call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %local)
  ret void
}
