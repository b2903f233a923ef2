; Intent: a call from user code into library code that allocates has its site in the thread's context while it runs.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}}, i32 0, i32 0, i16 0, i16 0, i32 0 }
; CHECK: @__refsan_thread = external thread_local(initialexec) global { ptr, ptr, i64, ptr, i64, ptr }
declare ptr @_Znwm(i64)

define linkonce_odr ptr @_ZSt4makev() {
  %p = call ptr @_Znwm(i64 8)
  ret ptr %p
}
; CHECK-LABEL: define ptr @_Z4userv(
define ptr @_Z4userv() {
; CHECK-NEXT: [[R:%.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK-NEXT: [[OUTER:%.*]] = load ptr, ptr [[R]]
; CHECK-NEXT: [[R1:%.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK-NEXT: store ptr [[SITE]], ptr [[R1]]
; CHECK-NEXT: %p = call ptr @_ZSt4makev()
; CHECK-NEXT: [[R2:%.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK-NEXT: store ptr [[OUTER]], ptr [[R2]]
; CHECK-NEXT: ret ptr %p
  %p = call ptr @_ZSt4makev()
  ret ptr %p
}
