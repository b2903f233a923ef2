; Intent: a variable of two parameters is cleared before they are stored, not behind.
; RUN: %opt_refsan -passes='refsan-frame-clear,verify' -S %s | FileCheck %s

declare void @work(ptr)

; CHECK-LABEL: define void @live(
define void @live(ptr %p, i64 %n) "refsan-may-be-live" uwtable {
; CHECK: call void @llvm.memset.p0.i64(ptr align 16 %slice, i8 0, i64 16, i1 true)
; CHECK: store ptr %p, ptr %slice
  %slice = alloca [16 x i8], align 8
  store ptr %p, ptr %slice
  %length = getelementptr i8, ptr %slice, i64 8
  store i64 %n, ptr %length
  call void @work(ptr %slice)
  ret void
}
