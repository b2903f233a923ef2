; Intent: around a call during which the program may end, what main's locals hold is kept if nothing reads it afterwards; in
; other functions around calls that wait.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @serve()
declare i32 @pause()
declare i64 @strlen(ptr)

define i32 @main() {
; CHECK-LABEL: define i32 @main(
; CHECK-DAG: %refsan.kept = alloca [2 x i64]
; CHECK-DAG: %unused = alloca ptr
; CHECK-DAG: %used = alloca ptr
; CHECK-DAG: %filled = alloca ptr
  %unused = alloca ptr
  %used = alloca ptr
  %filled = alloca ptr
; CHECK: [[FIRST:%.*]] = getelementptr inbounds i8, ptr %refsan.kept, i64 0
; CHECK-NEXT: [[A:%.*]] = load ptr, ptr %unused
; CHECK-NEXT: store ptr [[A]], ptr [[FIRST]]
; CHECK-NEXT: [[SECOND:%.*]] = getelementptr inbounds i8, ptr %refsan.kept, i64 8
; CHECK-NEXT: [[B:%.*]] = load ptr, ptr %filled
; CHECK-NEXT: store ptr [[B]], ptr [[SECOND]]
; CHECK-NEXT: call void asm sideeffect "", "r,~{memory}"(ptr %refsan.kept)
; CHECK-NEXT: call void @serve()
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr align 8 %refsan.kept, i8 0, i64 16, i1 false)
  call void @serve()
; CHECK: load ptr, ptr %used
; CHECK-NEXT: call i64 @strlen
  %p = load ptr, ptr %used
  %n = call i64 @strlen(ptr %p)
  store ptr null, ptr %filled
  %q = load ptr, ptr %filled
  ret i32 0
}

define void @other() {
; CHECK-LABEL: define void @other(
; CHECK: call void asm sideeffect "", "r,~{memory}"(ptr %refsan.kept)
; CHECK-NEXT: call i32 @pause()
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr align 8 %refsan.kept, i8 0, i64 8, i1 false)
; CHECK-NEXT: call void asm sideeffect "", "r,~{memory}"(ptr %refsan.kept)
; CHECK-NOT: refsan.kept
; CHECK: call void @serve()
; CHECK-NOT: refsan.kept
  %unused = alloca ptr
  %r = call i32 @pause()
  call void @serve()
  ret void
}
