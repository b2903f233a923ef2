; Intent: a local filled in two places holds either reference: which one is known when it runs.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr)

; CHECK-LABEL: define void @_RNvCs1_3app4user(
; CHECK: [[O:%refsan.origin.*]] = alloca ptr
define void @_RNvCs1_3app4user(ptr %heap, ptr %rc) {
  %local = alloca ptr
  %h = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
; CHECK: store ptr [[A:@__refsan_site.*]], ptr [[O]]
; CHECK-NEXT: store ptr %h, ptr %local
  store ptr %h, ptr %local
  %i = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
; CHECK: store ptr @__refsan_site{{.*}}, ptr [[O]]
; CHECK-NEXT: store ptr %i, ptr %local
  store ptr %i, ptr %local
  %moved = load ptr, ptr %local
; CHECK: store ptr %moved, ptr %heap
; CHECK-NEXT: [[K:%.*]] = load ptr, ptr [[O]]
; It may be the one that the object was made with: who stored it is told.
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: call void @__refsan_handle_set(ptr %heap, ptr %moved, ptr [[K]])
; CHECK: ret void
  store ptr %moved, ptr %heap
  ret void
}
