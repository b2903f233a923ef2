; Intent: assignment reports the slot at each of its returns.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[SHOWN:@__refsan_str[.0-9]*]] = {{.*}} c"shared_ptr::operator=\00"
; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}} { ptr null, ptr [[SHOWN]],
; CHECK-LABEL: define linkonce_odr ptr @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EEaSERKS2_(
define linkonce_odr ptr @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EEaSERKS2_(ptr %this, ptr %other, i1 %c) {
  br i1 %c, label %a, label %b
; CHECK: call void @__refsan_handle_copied(ptr %this, ptr {{%.*}}, ptr [[SITE]])
; CHECK-NEXT: ret ptr %this
a:
  ret ptr %this
; CHECK: call void @__refsan_handle_copied(ptr %this, ptr {{%.*}}, ptr [[SITE]])
; CHECK-NEXT: ret ptr %this
b:
  ret ptr %this
}
