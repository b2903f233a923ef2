; Intent: of a swap between the heap and a local, what the heap holds now and what it held is told, and the local by an odd number; one between two locals is nothing.
; RUN: %opt_refsan -passes='refsan-stack-handles,verify' -S %s | FileCheck %s

@site = constant i8 0
declare void @__refsan_handle_swap(ptr, ptr, ptr)

; CHECK-LABEL: define void @out(
; CHECK: [[NOW:%.*]] = load ptr, ptr %heap
; CHECK-NEXT: [[BEFORE:%.*]] = load ptr, ptr %local
; CHECK-NEXT: call void @__refsan_handle_exchanged(ptr %heap, ptr [[NOW]], ptr [[BEFORE]], ptr @site, ptr inttoptr (i64 {{[0-9]*[13579]}} to ptr))
; CHECK-NEXT: ret void
define void @out(ptr %heap) {
  %local = alloca ptr
  call void @__refsan_handle_swap(ptr %heap, ptr %local, ptr @site)
  ret void
}

; CHECK-LABEL: define void @in(
; CHECK: [[NOW:%.*]] = load ptr, ptr %heap
; CHECK-NEXT: [[BEFORE:%.*]] = load ptr, ptr %local
; CHECK-NEXT: call void @__refsan_handle_exchanged(ptr %heap, ptr [[NOW]], ptr [[BEFORE]], ptr @site, ptr inttoptr (i64 {{[0-9]*[13579]}} to ptr))
; CHECK-NEXT: ret void
define void @in(ptr %heap) {
  %local = alloca ptr
  call void @__refsan_handle_swap(ptr %local, ptr %heap, ptr @site)
  ret void
}

; CHECK-LABEL: define void @both(
; CHECK-NOT: __refsan
; CHECK: ret void
define void @both() {
  %a = alloca ptr
  %b = alloca ptr
  call void @__refsan_handle_swap(ptr %a, ptr %b, ptr @site)
  ret void
}
