; Intent: where the optimiser knows that a variable ends, it is cleared, unless no check may come before the function returns.
; RUN: %opt_refsan -passes='refsan-frame-clear,verify' -S %s | FileCheck %s

declare void @work(ptr)
declare void @quiet(ptr) "refsan-no-check"
declare void @llvm.lifetime.start.p0(ptr)
declare void @llvm.lifetime.end.p0(ptr)

; CHECK-LABEL: define void @live(
define void @live() "refsan-may-be-live" uwtable {
  %list = alloca [3 x ptr]
  call void @llvm.lifetime.start.p0(ptr %list)
; CHECK: call void @quiet(
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr align {{[0-9]+}} %list, i8 0, i64 24, i1 true)
; CHECK-NEXT: call void @llvm.lifetime.end.p0(
  call void @quiet(ptr %list)
  call void @llvm.lifetime.end.p0(ptr %list)
  call void @work(ptr null)
  ret void
}

; CHECK-LABEL: define void @loop(
define void @loop() "refsan-may-be-live" uwtable {
entry:
  %list = alloca [3 x ptr]
  br label %again
; CHECK: again:
; CHECK: call void @llvm.memset.p0.i64(ptr align {{[0-9]+}} %list, i8 0, i64 24, i1 true)
; CHECK-NEXT: call void @llvm.lifetime.end.p0(
again:
  call void @llvm.lifetime.start.p0(ptr %list)
  call void @work(ptr %list)
  call void @llvm.lifetime.end.p0(ptr %list)
  br label %again
}

; CHECK-LABEL: define void @last(
; CHECK: call void @work(
; CHECK-NEXT: call void @llvm.lifetime.end.p0(
define void @last() "refsan-may-be-live" uwtable {
  %list = alloca [3 x ptr]
  call void @llvm.lifetime.start.p0(ptr %list)
  call void @work(ptr %list)
  call void @llvm.lifetime.end.p0(ptr %list)
  call void @quiet(ptr null)
  ret void
}

; CHECK-LABEL: define void @none(
; CHECK-NOT: memset
; CHECK: ret void
define void @none() "refsan-may-be-live" uwtable {
  %list = alloca [3 x ptr]
  call void @quiet(ptr %list)
  ret void
}
