; Intent: Box<T>::new knows T, the allocator it calls does not: T's site is in the thread's record while it runs.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[NAME:@__refsan_str[.0-9]*]] = {{.*}} c"leak::Node\00"
; CHECK: [[TYPE:@__refsan_type]] = {{.*}} { ptr [[NAME]],
; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}}, ptr [[TYPE]], i32 0, i32 0, i16 0, i16 0, i32 1 }
declare noalias ptr @alloc(i64, i64 allocalign) allockind("alloc,aligned") "alloc-family"="__rust_alloc"

; alloc::boxed::box_new_uninit
define internal ptr @_RNvNtCs8zDNGZOdOl8_5alloc5boxed14box_new_uninit(i64 %size) {
  %p = call ptr @alloc(i64 %size, i64 8)
  ret ptr %p
}
; <alloc::boxed::Box<leak::Node>>::new
; CHECK-LABEL: define internal ptr @_RNvMNtCs8zDNGZOdOl8_5alloc5boxedINtB2_3BoxNtCs1_4leak4NodeE3newB4_(
define internal ptr @_RNvMNtCs8zDNGZOdOl8_5alloc5boxedINtB2_3BoxNtCs1_4leak4NodeE3newB4_() {
; CHECK: [[R:%.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK-NEXT: [[TYPED:%.*]] = getelementptr inbounds i8, ptr [[R]], i64 8
; CHECK-NEXT: store ptr [[SITE]], ptr [[TYPED]]
; CHECK-NEXT: %p = call ptr @_RNvNtCs8zDNGZOdOl8_5alloc5boxed14box_new_uninit(i64 40)
; CHECK: store ptr null, ptr
  %p = call ptr @_RNvNtCs8zDNGZOdOl8_5alloc5boxed14box_new_uninit(i64 40)
  ret ptr %p
}
