; Intent: Arc::clone and Arc::drop are told like Rc's, under their own names.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[SHOWN:@__refsan_str[.0-9]*]] = {{.*}} c"Arc::clone\00"
; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}} { ptr null, ptr [[SHOWN]],

; <alloc::sync::Arc<n::Node> as core::clone::Clone>::clone
; CHECK: define ptr @_RNvXsu_NtCslNYArtu3iFV_5alloc4syncINtB5_3ArcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBI_(
define ptr @_RNvXsu_NtCslNYArtu3iFV_5alloc4syncINtB5_3ArcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBI_(ptr %self) {
  %ptr = load ptr, ptr %self
; CHECK: call void @__refsan_retain(ptr %ptr, ptr [[SITE]])
  ret ptr %ptr
}
; <alloc::sync::Arc<n::Node> as core::ops::drop::Drop>::drop
; CHECK: define void @_RNvXsE_NtCslNYArtu3iFV_5alloc4syncINtB5_3ArcNtCsf6No1ZYbnpa_1n4NodeENtNtNtCsgEmfK2I1SDS_4core3ops4drop4Drop4dropBI_(
define void @_RNvXsE_NtCslNYArtu3iFV_5alloc4syncINtB5_3ArcNtCsf6No1ZYbnpa_1n4NodeENtNtNtCsgEmfK2I1SDS_4core3ops4drop4Drop4dropBI_(ptr %self) {
; CHECK: call void @__refsan_release(ptr {{%.*}}, ptr %{{.*}})
  ret void
}
