; Intent: a handle that is the second of two returned words leaves as such, and is asked for there.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr)

; CHECK-LABEL: define { double, ptr } @_RNvCs1_3app4pair(
define { double, ptr } @_RNvCs1_3app4pair(ptr %rc) {
  %h = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
  %1 = insertvalue { double, ptr } poison, double 1.0, 0
  %2 = insertvalue { double, ptr } %1, ptr %h, 1
; CHECK: [[H:%.*]] = ptrtoint ptr %h to i64
; CHECK: [[D:%.*]] = freeze i64 [[H]]
; CHECK: xor i64 [[D]], -1
  ret { double, ptr } %2
}
