; Intent: an array whose size is known at run time is cleared when it is made, and the frame is not marked: words at its lower end are not the compiler's.
; RUN: %opt_refsan -passes='refsan-frame-clear,verify' -S %s | FileCheck %s

declare void @work(ptr)

; CHECK-LABEL: define void @live(
; CHECK-NOT: .cfi_remember_state
define void @live(i64 %n) "refsan-may-be-live" uwtable {
; CHECK: %array = alloca ptr, i64 %n
; CHECK: [[BYTES:%.*]] = call i64 @llvm.umin.i64(
; CHECK: call void @llvm.memset.p0.i64(ptr align 8 %array, i8 0, i64 [[BYTES]], i1 true)
  %array = alloca ptr, i64 %n
  call void @work(ptr %array)
  ret void
}
