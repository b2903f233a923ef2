; Intent: handles in a value that Rc::new moves into its block are known there, each with its own line.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr)
; <alloc::rc::Rc<n::Node>>::new
declare ptr @_RNvMs7_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeE3newBF_(ptr)

; CHECK-LABEL: define ptr @_RNvCs1_3app4user(
define ptr @_RNvCs1_3app4user(ptr %rc) {
  %value = alloca [24 x i8]
  %a = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
  store ptr %a, ptr %value
  %b = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
  %second = getelementptr i8, ptr %value, i64 16
  store ptr %b, ptr %second
; CHECK: %made = call ptr @_RNvMs7_
; CHECK-DAG: [[AT:%.*]] = getelementptr inbounds i8, ptr %made, i64 16
; CHECK-DAG: call void @__refsan_handle_set(ptr [[AT]], ptr {{%.*}}, ptr @__refsan_site
; CHECK-DAG: [[AT2:%.*]] = getelementptr inbounds i8, ptr %made, i64 32
; CHECK-DAG: call void @__refsan_handle_set(ptr [[AT2]], ptr {{%.*}}, ptr @__refsan_site
  %made = call ptr @_RNvMs7_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeE3newBF_(ptr %value)
  ret ptr %made
}
