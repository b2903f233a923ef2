; Intent: of a handle that came in as a parameter nothing is known here: its drop gets no hint.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr)

; CHECK-LABEL: define void @_RNvCs1_3app4user(
define void @_RNvCs1_3app4user(ptr %rc) {
; CHECK-NOT: hint_release
; CHECK: ret void
  %local = alloca ptr
  store ptr %rc, ptr %local
  call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %local)
  ret void
}
