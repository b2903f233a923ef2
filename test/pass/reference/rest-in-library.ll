; Intent: library code for a handle's type that stores to the heap asks whether the handle under way came to rest there.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; core::ptr::write::<alloc::rc::Rc<n::Node>>
; CHECK-LABEL: define void @_RINvNtCsgEmfK2I1SDS_4core3ptr5write
define void @_RINvNtCsgEmfK2I1SDS_4core3ptr5writeINtNtCslNYArtu3iFV_5alloc2rc2RcNtCsf6No1ZYbnpa_1n4NodeEEB1d_(ptr %to, ptr %h) {
; CHECK: store ptr %h, ptr %local
; CHECK-NEXT: store ptr %h, ptr %to
; CHECK: [[T:%.*]] = load ptr, ptr {{%.*}}
; CHECK-NEXT: [[ANY:%.*]] = icmp ne ptr [[T]], null
; CHECK-NEXT: br i1 [[ANY]],
; CHECK: [[MOVING:%.*]] = load i64, ptr {{%.*}}
; CHECK-NEXT: [[NUMBER:%.*]] = xor i64 [[MOVING]], -1
; CHECK-NEXT: [[HANDLE:%.*]] = inttoptr i64 [[NUMBER]] to ptr
; CHECK-NEXT: [[IT:%.*]] = icmp eq ptr [[HANDLE]], %h
; CHECK-NEXT: [[DECIDED:%.*]] = freeze i1 [[IT]]
; CHECK-NEXT: br i1 [[DECIDED]],
; CHECK: call void @__refsan_handle_rests(ptr %to, i64 8)
  %local = alloca ptr
  store ptr %h, ptr %local
  store ptr %h, ptr %to
  ret void
}
; core::ptr::write::<u64>
; CHECK-LABEL: define void @_RINvNtCsgEmfK2I1SDS_4core3ptr5writeyE
; CHECK-NEXT: store ptr %h, ptr %to
; CHECK-NEXT: ret void
define void @_RINvNtCsgEmfK2I1SDS_4core3ptr5writeyECs1_3app(ptr %to, ptr %h) {
  store ptr %h, ptr %to
  ret void
}
