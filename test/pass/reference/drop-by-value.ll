; Intent: mem::drop takes the handle itself: the value tells which reference ends.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr)
; core::mem::drop::<alloc::rc::Rc<n::Node>>
declare void @_RINvNtCsgEmfK2I1SDS_4core3mem4dropINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB13_(ptr)

; CHECK-LABEL: define void @_RNvCs1_3app4user(
define void @_RNvCs1_3app4user(ptr %rc) {
  %h = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
; CHECK: call void @__refsan_hint_release(ptr %h, ptr @__refsan_site{{[.0-9]*}})
; CHECK: call void @_RINvNtCsgEmfK2I1SDS_4core3mem4dropINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB13_(ptr %h)
  call void @_RINvNtCsgEmfK2I1SDS_4core3mem4dropINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB13_(ptr %h)
  ret void
}
