; Intent: a musttail call stays right before its return; the callee reports what it does itself.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @inner(ptr)
; CHECK: define ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(
define ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %self) {
; CHECK-NEXT: %ptr = musttail call ptr @inner(ptr %self)
; CHECK-NEXT: ret ptr %ptr
  %ptr = musttail call ptr @inner(ptr %self)
  ret ptr %ptr
}
