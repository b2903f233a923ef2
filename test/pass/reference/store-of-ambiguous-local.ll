; Intent: a local filled in two places holds either reference: nothing is said about the slot it goes to.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr)

; CHECK-LABEL: define void @_RNvCs1_3app4user(
define void @_RNvCs1_3app4user(ptr %heap, ptr %rc) {
  %local = alloca ptr
  %h = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
  store ptr %h, ptr %local
  %i = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
  store ptr %i, ptr %local
  %moved = load ptr, ptr %local
; CHECK: store ptr %moved, ptr %heap
; CHECK-NEXT: ret void
  store ptr %moved, ptr %heap
  ret void
}
