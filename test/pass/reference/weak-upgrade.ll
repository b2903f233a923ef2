; Intent: Weak::upgrade takes a strong reference, of Rc and of Arc; the runtime ignores its null.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[SHOWN:@__refsan_str[.0-9]*]] = {{.*}} c"Weak::upgrade\00"
; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}} { ptr null, ptr [[SHOWN]],
; <alloc::rc::Weak<n::Node>>::upgrade
; CHECK: define ptr @_RNvMs1c_NtCslNYArtu3iFV_5alloc2rcINtB6_4WeakNtCsf6No1ZYbnpa_1n4NodeE7upgradeBI_(
define ptr @_RNvMs1c_NtCslNYArtu3iFV_5alloc2rcINtB6_4WeakNtCsf6No1ZYbnpa_1n4NodeE7upgradeBI_(ptr %self) {
; CHECK: call void @__refsan_retain(ptr null, ptr [[SITE]])
; CHECK-NEXT: ret ptr null
  ret ptr null
}
; <alloc::sync::Weak<n::Node>>::upgrade
; CHECK: define ptr @_RNvMsK_NtCslNYArtu3iFV_5alloc4syncINtB5_4WeakNtCsf6No1ZYbnpa_1n4NodeE7upgradeBJ_(
define ptr @_RNvMsK_NtCslNYArtu3iFV_5alloc4syncINtB5_4WeakNtCsf6No1ZYbnpa_1n4NodeE7upgradeBJ_(ptr %self) {
; CHECK: call void @__refsan_retain(ptr null, ptr [[SITE]])
  ret ptr null
}
