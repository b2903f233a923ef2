; Intent: a copied shared_ptr reports the slot it filled, on return, with the table's name for the operation (op 2).
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[SHOWN:@__refsan_str[.0-9]*]] = {{.*}} c"shared_ptr::shared_ptr\00"
; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}} { ptr null, ptr [[SHOWN]], ptr null, i32 0, i32 0, i16 2, i16 0, i32 1 }

; std::__shared_count<>::__shared_count(const __shared_count &)
; CHECK-LABEL: define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EEC2ERKS2_(
define linkonce_odr void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EEC2ERKS2_(ptr %this, ptr %other) {
  %pi = load ptr, ptr %other
; CHECK: store ptr %pi, ptr %this
; CHECK-NEXT: [[OBJ:%.*]] = load ptr, ptr %this
; CHECK-NEXT: call void @__refsan_handle_copied(ptr %this, ptr [[OBJ]], ptr [[SITE]])
; CHECK-NEXT: ret void
  store ptr %pi, ptr %this
  ret void
}
; CHECK: declare void @__refsan_handle_copied(ptr captures(none), ptr captures(none), ptr captures(none)) [[ATTR:#[0-9]+]]
; CHECK: attributes [[ATTR]] = { nocallback nofree nounwind willreturn memory(read, inaccessiblemem: readwrite) }
