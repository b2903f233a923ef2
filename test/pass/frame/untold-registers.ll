; Intent: where assembly names registers that its constraints do not have, none is cleared before a loop without end; of vector registers the runtime is told.
; RUN: %opt_refsan -passes='refsan,refsan-frame-clear,verify' -S %s | FileCheck %s
target triple = "x86_64-unknown-linux-gnu"

declare void @work(ptr)

; CHECK-LABEL: define void @general(ptr %p)
; CHECK-NOT: xorl
; CHECK: ret void
define void @general(ptr %p) {
entry:
  call void asm sideeffect "movq $0, %r14", "r,~{dirflag},~{fpsr},~{flags}"(ptr %p)
  br label %loop
loop:
  call void @work(ptr null)
  br label %loop
never:
  ret void
}

; CHECK-LABEL: define void @vector(ptr %p)
; CHECK-NOT: xorl
; CHECK: ret void
define void @vector(ptr %p) {
entry:
  call void asm sideeffect "vmovq $0, %xmm3", "r,~{dirflag},~{fpsr},~{flags}"(ptr %p)
  br label %loop
loop:
  call void @work(ptr null)
  br label %loop
never:
  ret void
}

; CHECK-LABEL: define void @told(ptr %p)
; CHECK: asm sideeffect "xorl
; CHECK: ret void
define void @told(ptr %p) {
entry:
  call void asm sideeffect "movq $0, %rax; vmovdqu (%rsp), %ymm3; movq %rax, %r9", "r,~{ax},~{ymm3},~{r9},~{dirflag},~{fpsr},~{flags}"(ptr %p)
  br label %loop
loop:
  call void @work(ptr null)
  br label %loop
never:
  ret void
}

; CHECK-LABEL: define internal void @__refsan_says_hidden()
; CHECK: call void @__refsan_hidden_vectors()
