; Intent: what a loop without end does not need is in no register: they are cleared before it, unless the frame's size is not known.
; RUN: %opt_refsan -passes='refsan,refsan-frame-clear,verify' -S %s | FileCheck %s
target triple = "x86_64-unknown-linux-gnu"

declare void @work(ptr)

; CHECK-LABEL: define void @stay(ptr %p)
; CHECK: entry:
; CHECK: call void asm sideeffect "xorl %eax, %eax{{.*}}xorl %r15d, %r15d{{.*}}xorps %xmm15, %xmm15{{.*}}", "~{rax}{{.*}}~{r15},~{xmm0}{{.*}}"()
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NOT: asm
; CHECK: ret void
define void @stay(ptr %p) {
entry:
  br label %loop
loop:
  call void @work(ptr %p)
  br label %loop
never:
  ret void
}

; CHECK-LABEL: define void @stay_with_array(ptr %p, i64 %n)
; CHECK-NOT: xorl
; CHECK: ret void
define void @stay_with_array(ptr %p, i64 %n) {
entry:
  %array = alloca i8, i64 %n
  call void @work(ptr %array)
  br label %loop
loop:
  call void @work(ptr %p)
  br label %loop
never:
  ret void
}
