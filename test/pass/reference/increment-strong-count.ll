; Intent: a count that is raised through a pointer to the value is one more reference.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-LABEL: define void @_RNvMsn_NtCslNYArtu3iFV_5alloc4syncINtB5_3ArcyE25increment_strong_count_inCskK1kQXCYbn3_2s2(
; CHECK: call void @__refsan_counted_retain(ptr %value, ptr @__refsan_site{{.*}})
; The handle that is under way then is a pointer to the value.
; CHECK: [[VALUE:%.*]] = ptrtoint ptr %value to i64
; CHECK: [[DECIDED:%.*]] = freeze i64 [[VALUE]]
; CHECK: [[MOVING:%.*]] = xor i64 [[DECIDED]], -1
; CHECK: store i64 [[MOVING]], ptr
; CHECK: ret void
define void @_RNvMsn_NtCslNYArtu3iFV_5alloc4syncINtB5_3ArcyE25increment_strong_count_inCskK1kQXCYbn3_2s2(ptr %value) {
  ret void
}
