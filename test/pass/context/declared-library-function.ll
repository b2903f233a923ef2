; Intent: a std:: function that is only declared here (compiled into libstdc++) may allocate: it gets a context.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr, ptr, i64)

; CHECK-LABEL: define void @_Z4userPv(
define void @_Z4userPv(ptr %s) {
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: call void @_ZNSt7__cxx11
; CHECK: store ptr
  call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr %s, ptr %s, i64 3)
  ret void
}
