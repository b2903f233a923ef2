; Intent: a variable that stands behind other code of the entry block is cleared all the same, and known where it is.
; RUN: %opt_refsan -passes='refsan-frame-clear,verify' -S %s | FileCheck %s

declare void @work(ptr)

; CHECK-LABEL: define void @live(
; CHECK-NEXT: %first = alloca [16 x i8], align 16
; CHECK-NEXT: %second = alloca [16 x i8], align 16
; CHECK: call void @llvm.memset.p0.i64(ptr align 16 %first, i8 0, i64 16, i1 true)
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr align 16 %second, i8 0, i64 16, i1 true)
; CHECK: %loaded = load ptr, ptr %p
define void @live(ptr %p) "refsan-may-be-live" uwtable {
  %first = alloca [16 x i8], align 16
  %loaded = load ptr, ptr %p
  %second = alloca [16 x i8], align 16
  call void @work(ptr %first)
  call void @work(ptr %second)
  call void @work(ptr %loaded)
  ret void
}
