; Intent: whose code an impl is says its crate, not its type: Into for a type of the user's is core's, and gets a context where it is only declared.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; <run::Node as core::convert::Into<alloc::rc::Rc<run::Node>>>::into
declare ptr @_RNvXs1_NtCsgEmfK2I1SDS_4core7convertNtCs2ieqM9qFJdD_3run4NodeINtB5_4IntoINtNtCslNYArtu3iFV_5alloc2rc2RcBy_EE4intoBA_(i64)
; <run::Node as core::convert::From<u64>>::from
declare ptr @_RNvXCs2ieqM9qFJdD_3runNtB2_4NodeINtNtCsgEmfK2I1SDS_4core7convert4FromyE4from(i64)

; CHECK-LABEL: define ptr @_RNvCs2ieqM9qFJdD_3run6shared(
define ptr @_RNvCs2ieqM9qFJdD_3run6shared(i64 %value) {
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: call ptr @_RNvXs1_NtCsgEmfK2I1SDS_4core7convert
  %p = call ptr @_RNvXs1_NtCsgEmfK2I1SDS_4core7convertNtCs2ieqM9qFJdD_3run4NodeINtB5_4IntoINtNtCslNYArtu3iFV_5alloc2rc2RcBy_EE4intoBA_(i64 %value)
  ret ptr %p
}
; CHECK-LABEL: define void @_RNvCs2ieqM9qFJdD_3run3own(
define void @_RNvCs2ieqM9qFJdD_3run3own(i64 %value) {
; CHECK-NOT: store ptr @__refsan_site
; CHECK: call ptr @_RNvXCs2ieqM9qFJdD_3run
  %p = call ptr @_RNvXCs2ieqM9qFJdD_3runNtB2_4NodeINtNtCsgEmfK2I1SDS_4core7convert4FromyE4from(i64 %value)
  ret void
}
