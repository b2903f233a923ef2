; Intent: where the optimiser knows that a variable ends, it is cleared.
; RUN: %opt_refsan -passes='refsan-frame-clear,verify' -S %s | FileCheck %s

declare void @work(ptr)
declare void @llvm.lifetime.start.p0(ptr)
declare void @llvm.lifetime.end.p0(ptr)

; CHECK-LABEL: define void @live(
define void @live() "refsan-may-be-live" uwtable {
  %list = alloca [3 x ptr]
  call void @llvm.lifetime.start.p0(ptr %list)
; CHECK: call void @work(
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr align {{[0-9]+}} %list, i8 0, i64 24, i1 true)
; CHECK-NEXT: call void @llvm.lifetime.end.p0(
  call void @work(ptr %list)
  call void @llvm.lifetime.end.p0(ptr %list)
  ret void
}
