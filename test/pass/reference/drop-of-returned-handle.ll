; Intent: which reference a user's function returned is asked at run time, once, for all the places it is dropped in.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_RNvCs1_3app3get(ptr)
declare void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr)

; CHECK-LABEL: define void @_RNvCs1_3app4user(
define void @_RNvCs1_3app4user(ptr %rc, i1 %c) {
; CHECK: %refsan.origin = alloca ptr
; CHECK: store ptr null, ptr %refsan.origin
  %local = alloca ptr
; CHECK: %h = call ptr @_RNvCs1_3app3get(
; CHECK: [[M:%.*]] = load i64, ptr
; CHECK: [[T:%.*]] = load ptr, ptr
; CHECK: [[N:%.*]] = xor i64 {{%.*}}, -1
; CHECK: [[SAME:%.*]] = icmp eq i64 [[M]], [[N]]
; CHECK: [[O:%.*]] = select i1 [[SAME]], ptr [[T]], ptr null
; CHECK: store ptr [[O]], ptr %refsan.origin
; CHECK-NOT: load i64
  %h = call ptr @_RNvCs1_3app3get(ptr %rc)
  store ptr %h, ptr %local
  br i1 %c, label %a, label %b
a:
; CHECK: [[H:%.*]] = load ptr, ptr %local
; CHECK-NEXT: [[K:%.*]] = load ptr, ptr %refsan.origin
; CHECK: [[OLDER:%.*]] = getelementptr i8, ptr [[H]], i64 1
; CHECK: [[HINTED:%.*]] = select i1 {{%.*}}, ptr [[H]], ptr [[OLDER]]
; CHECK-NEXT: call void @__refsan_hint_release(ptr [[HINTED]], ptr [[K]])
  call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %local)
  ret void
b:
; CHECK: [[K2:%.*]] = load ptr, ptr %refsan.origin
; CHECK: call void @__refsan_hint_release(ptr {{%.*}}, ptr [[K2]])
  call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %local)
  ret void
}
