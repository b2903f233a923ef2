; Intent: what a loop without end does not use is copied before it; what it uses is not, nor is anything for a loop that is left.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @fill(ptr)
declare i1 @look(ptr)

; CHECK-LABEL: define void @stay()
; CHECK: [[KEPT:%.*]] = alloca [1 x i64]
; CHECK: memset.p0.i64(ptr align 8 [[KEPT]], i8 0, i64 8
; CHECK: [[VALUE:%.*]] = load ptr, ptr %outside
; CHECK: store ptr [[VALUE]], ptr {{.*}}
; CHECK: call void asm sideeffect "", "r,~{memory}"(ptr [[KEPT]])
; CHECK: br label %loop
define void @stay() {
  %outside = alloca ptr
  %inside = alloca ptr
  call void @fill(ptr %outside)
  call void @fill(ptr %inside)
  br label %loop
loop:
  %more = call i1 @look(ptr %inside)
  br label %loop
}

; CHECK-LABEL: define void @leave()
; CHECK-NOT: asm sideeffect
; CHECK: ret void
define void @leave() {
  %outside = alloca ptr
  call void @fill(ptr %outside)
  br label %loop
loop:
  %more = call i1 @look(ptr null)
  br i1 %more, label %loop, label %end
end:
  ret void
}
