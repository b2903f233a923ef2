; Intent: what the caller's locals hold when it calls exit() is copied to one place and shown to the runtime.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @exit(i32) noreturn

; CHECK-LABEL: define void @user(
define void @user(ptr %p) {
; CHECK-NEXT: %refsan.kept = alloca [3 x i64]
; CHECK: store ptr %p, ptr %pointer
  %pointer = alloca ptr
  %record = alloca { i64, ptr }
  %number = alloca i64
  store ptr %p, ptr %pointer
; CHECK-NEXT: [[FIRST:%.*]] = getelementptr inbounds i8, ptr %refsan.kept, i64 0
; CHECK-NEXT: [[P:%.*]] = load ptr, ptr %pointer
; CHECK-NEXT: store ptr [[P]], ptr [[FIRST]]
; CHECK-NEXT: [[TO:%.*]] = getelementptr inbounds i8, ptr %refsan.kept, i64 8
; CHECK-NEXT: call void @llvm.memcpy.p0.p0.i64(ptr align 8 [[TO]], ptr align 8 %record, i64 16, i1 false)
; CHECK-NEXT: call void @__refsan_keep(ptr %refsan.kept, ptr @exit)
; CHECK-NEXT: call void @exit(i32 0)
  call void @exit(i32 0)
  unreachable
}
; CHECK: declare void @__refsan_keep(ptr, ptr) [[ATTR:#[0-9]+]]
; CHECK: attributes [[ATTR]] = { nocallback nofree nounwind willreturn }
