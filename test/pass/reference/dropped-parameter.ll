; Intent: a function whose callers are all known leaves it to them to report that its parameter was given up; others do not.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s
; RUN: env REFSAN_PASS_OPTIONS=elide=0 %opt_refsan -passes='refsan' -S %s | FileCheck %s --check-prefix=ALL
; ALL-NOT: call void @__refsan_release(

declare ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr)
; core::ptr::drop_in_place::<alloc::rc::Rc<n::Node>>
declare void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr)
declare void @borrow(ptr readonly)
declare void @change(ptr)

; CHECK-LABEL: define internal void @_RNvCs1_3app4uses(
; CHECK: call void @borrow(ptr %local)
; CHECK: [[H:%.*]] = load ptr, ptr %local
; CHECK-NEXT: call void @__refsan_hint_release(ptr [[H]], ptr null)
; CHECK: call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_place
define internal void @_RNvCs1_3app4uses(ptr %rc) {
  %local = alloca ptr
  store ptr %rc, ptr %local
  call void @borrow(ptr %local)
  call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %local)
  ret void
}

; It may be another handle that is dropped in the end.
; CHECK-LABEL: define internal void @_RNvCs1_3app7changes(
; CHECK-NOT: hint_release
; CHECK: ret void
define internal void @_RNvCs1_3app7changes(ptr %rc) {
  %local = alloca ptr
  store ptr %rc, ptr %local
  call void @change(ptr %local)
  call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %local)
  ret void
}

; Somebody else may call it.
; CHECK-LABEL: define void @_RNvCs1_3app8exported(
; CHECK-NOT: hint_release
; CHECK: ret void
define void @_RNvCs1_3app8exported(ptr %rc) {
  %local = alloca ptr
  store ptr %rc, ptr %local
  call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %local)
  ret void
}

; CHECK-LABEL: define void @_RNvCs1_3app4user(
define void @_RNvCs1_3app4user(ptr %rc, ptr %unknown) {
; CHECK: store ptr [[SITE:@__refsan_site[.0-9]*]],
; CHECK-NEXT: %h = call ptr @_RNvXsy_
; CHECK: call void @__refsan_hint_release(ptr %h, ptr [[SITE]])
; CHECK-NEXT: call void @__refsan_release(ptr %h, ptr null)
; CHECK-NEXT: call void @_RNvCs1_3app4uses(ptr %h)
; Perhaps it is under way.
; CHECK: [[T:%.*]] = select i1 {{%.*}}, ptr {{%.*}}, ptr null
; CHECK: [[H:%.*]] = select i1 {{%.*}}, ptr %unknown, ptr null
; CHECK-NEXT: call void @__refsan_hint_release(ptr [[H]], ptr [[T]])
; CHECK-NEXT: call void @__refsan_release(ptr %unknown, ptr null)
; CHECK-NEXT: call void @_RNvCs1_3app4uses(ptr %unknown)
; CHECK-NEXT: call void @_RNvCs1_3app7changes(ptr %unknown)
; CHECK-NEXT: call void @_RNvCs1_3app8exported(ptr %unknown)
  %h = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
  call void @_RNvCs1_3app4uses(ptr %h)
  call void @_RNvCs1_3app4uses(ptr %unknown)
  call void @_RNvCs1_3app7changes(ptr %unknown)
  call void @_RNvCs1_3app8exported(ptr %unknown)
  ret void
}

; A library's function like this, mem::drop, leaves it to its callers, too: told once.
; CHECK-LABEL: define internal void @_RINvNtCsgEmfK2I1SDS_4core3mem4drop
; CHECK: call void @__refsan_hint_release(ptr {{%.*}}, ptr null)
; CHECK-NEXT: call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_place
define internal void @_RINvNtCsgEmfK2I1SDS_4core3mem4dropINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB13_(ptr %rc) {
  %local = alloca ptr
  store ptr %rc, ptr %local
  call void @_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %local)
  ret void
}

; CHECK-LABEL: define void @_RNvCs1_3app5drops(
; CHECK: call void @__refsan_hint_release(ptr %h, ptr @__refsan_site{{[.0-9]*}})
; CHECK-NEXT: call void @__refsan_release(ptr %h, ptr null)
; CHECK: call void @_RINvNtCsgEmfK2I1SDS_4core3mem4drop
define void @_RNvCs1_3app5drops(ptr %rc) {
  %h = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
  call void @_RINvNtCsgEmfK2I1SDS_4core3mem4dropINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB13_(ptr %h)
  ret void
}
