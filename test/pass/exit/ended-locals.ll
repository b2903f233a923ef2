; Intent: a local whose lifetime has ended on all ways to exit() is not kept; one that lives on some way is.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @exit(i32) noreturn
declare void @use(ptr)
declare void @llvm.lifetime.start.p0(ptr)
declare void @llvm.lifetime.end.p0(ptr)

; CHECK-LABEL: define void @user(
define void @user(ptr %p, i1 %early) {
; CHECK: alloca [1 x i64]
  %ended = alloca ptr
  %sometimes = alloca ptr
  call void @llvm.lifetime.start.p0(ptr %ended)
  store ptr %p, ptr %ended
  call void @llvm.lifetime.end.p0(ptr %ended)
  call void @llvm.lifetime.start.p0(ptr %sometimes)
  store ptr %p, ptr %sometimes
  br i1 %early, label %end, label %later
later:
  call void @llvm.lifetime.end.p0(ptr %sometimes)
  br label %end
end:
; CHECK: end:
; CHECK: load ptr, ptr %sometimes
; CHECK-NOT: load ptr, ptr %ended
; CHECK: call void @exit(
  call void @exit(i32 0)
  unreachable
}
