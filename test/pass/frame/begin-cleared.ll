; Intent: in a function that a check may find running, variables in memory are cleared at its begin, in whole units of 16 bytes; what the function fills at once is not.
; RUN: %opt_refsan -passes='refsan-frame-clear,verify' -S %s | FileCheck %s

declare void @work(ptr)

; CHECK-LABEL: define void @live(
define void @live(ptr %p) "refsan-may-be-live" uwtable {
; CHECK: %array = alloca [112 x i8], align 16
  %array = alloca [100 x i8]
  %parameter = alloca ptr
  %filled = alloca [2 x i64]
  store ptr %p, ptr %parameter
; CHECK: call void asm sideeffect ".cfi_remember_state\0A.cfi_restore_state"
; CHECK-NEXT: store ptr %p, ptr %parameter
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr align 16 %array, i8 0, i64 112, i1 true)
; CHECK: store volatile ptr null, ptr
; CHECK-NOT: %filled, i8 0
; CHECK: store [2 x i64] zeroinitializer, ptr %filled
  store [2 x i64] zeroinitializer, ptr %filled
  call void @work(ptr %array)
  ret void
}

; CHECK-LABEL: define void @other(
; CHECK-NOT: call void @llvm.memset
define void @other() uwtable {
  %array = alloca [100 x i8]
  call void @work(ptr %array)
  ret void
}

; What has no size takes room in the frame all the same.
; CHECK-LABEL: define void @empty(
define void @empty() "refsan-may-be-live" uwtable {
; CHECK: %nothing = alloca [16 x i8], align 16
; CHECK: call void asm sideeffect ".cfi_remember_state
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr align 16 %nothing, i8 0, i64 16, i1 true)
  %nothing = alloca [0 x i8], align 1
  call void @work(ptr %nothing)
  ret void
}
