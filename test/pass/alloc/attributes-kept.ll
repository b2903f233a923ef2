; Intent: what call and declaration say of result and arguments holds still, and so does nounwind; noalias would let stores to a lost block go.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare noalias nonnull align 16 ptr @_Znwm(i64)
declare noalias ptr @malloc(i64) nounwind allocsize(0)

; CHECK-LABEL: define void @_Z4userv(
define void @_Z4userv(i64 %n) {
; CHECK: call noundef nonnull align 16 dereferenceable(8) ptr @__refsan_new(i64 noundef 8, ptr {{.*}}, ptr @_Znwm){{$}}
  %1 = call noundef dereferenceable(8) ptr @_Znwm(i64 noundef 8)
; CHECK: call ptr @__refsan_malloc(i64 noundef %n, {{.*}}) [[NOUNWIND:#[0-9]+]]
  %2 = call ptr @malloc(i64 noundef %n)
  ret void
}
; CHECK: attributes [[NOUNWIND]] = { nounwind }
