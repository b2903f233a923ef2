; Intent: a handle whose way is plain from clone by a local to the heap: the slot's reference is known (the clone's site).
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}}, i16 0, i16 0, i32 0 }
declare ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr)

; CHECK-LABEL: define void @_RNvCs1_3app4user(
define void @_RNvCs1_3app4user(ptr %heap, ptr %rc) {
  %local = alloca ptr
  %h = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
; CHECK: store ptr %h, ptr %local
; CHECK-NOT: handle_set
  store ptr %h, ptr %local
  %moved = load ptr, ptr %local
  %slot = getelementptr i8, ptr %heap, i64 16
; CHECK: store ptr %moved, ptr %slot
; CHECK-NEXT: call void @__refsan_handle_set(ptr %slot, ptr %moved, ptr [[SITE]])
  store ptr %moved, ptr %slot
  ret void
}
