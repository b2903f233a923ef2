; Intent: a library function that moves elements says so where it begins and ends; one that moves bytes, and calls nobody, has no handles to speak of.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @move_one(ptr, ptr)

; Handle* std::__relocate_a_1<Handle*, Handle*, std::allocator<Handle>>(...)
; CHECK-LABEL: define linkonce_odr ptr @_ZSt14__relocate_a_1IP6HandleS1_SaIS0_EET0_T_S4_S3_RT1_
; CHECK-NEXT: call void @__refsan_handles_moving()
; CHECK: call void @move_one(ptr %to, ptr %from)
; CHECK: sub i64
; CHECK: call void @__refsan_handles_moved(ptr %from, ptr %to, i64 %{{.*}})
; CHECK-NEXT: ret ptr %to
define linkonce_odr ptr @_ZSt14__relocate_a_1IP6HandleS1_SaIS0_EET0_T_S4_S3_RT1_(ptr %from, ptr %end, ptr %to, ptr %allocator) {
  call void @move_one(ptr %to, ptr %from)
  ret ptr %to
}

; CHECK-LABEL: define linkonce_odr ptr @_ZSt14__relocate_a_1IPlS0_SaIlEET0_T_S3_S2_RT1_
; CHECK-NEXT: ret ptr %to
define linkonce_odr ptr @_ZSt14__relocate_a_1IPlS0_SaIlEET0_T_S3_S2_RT1_(ptr %from, ptr %end, ptr %to, ptr %allocator) {
  ret ptr %to
}
