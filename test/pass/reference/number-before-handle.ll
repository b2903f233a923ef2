; Intent: a number that a function of a library returns is no handle, though the function's name has one among its types.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare double @_RINvXs28_NtNtNtCsgEmfK2I1SDS_4core4iter6traits5accumdINtB7_3SumRdE3sumINtNtNtBb_8adapters3map3MapINtNtNtBd_5slice4iter4IterTINtNtCslNYArtu3iFV_5alloc2rc2RcNtCs40zzmdjiQD4_16pair_with_number6VertexEdEENCNvB2v_5total0EEB2v_(ptr)

; CHECK-LABEL: define double @_RNvCs1_3app5total(
; CHECK-NOT: xor i64
; CHECK: ret double %sum
define double @_RNvCs1_3app5total(ptr %edges) {
  %sum = call double @_RINvXs28_NtNtNtCsgEmfK2I1SDS_4core4iter6traits5accumdINtB7_3SumRdE3sumINtNtNtBb_8adapters3map3MapINtNtNtBd_5slice4iter4IterTINtNtCslNYArtu3iFV_5alloc2rc2RcNtCs40zzmdjiQD4_16pair_with_number6VertexEdEENCNvB2v_5total0EEB2v_(ptr %edges)
  ret double %sum
}
