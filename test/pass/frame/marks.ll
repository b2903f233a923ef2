; Intent: what marks say: where variables are and how large, in a function with a call that does not come back; which is the lowest, where nothing waits in places of the code generator's; and how many words of arguments may lie below them.
; RUN: %opt_refsan -passes='refsan-frame-clear,verify' -S %s | FileCheck %s
; RUN: %opt_refsan -passes='refsan-dead-slots,refsan-frame-clear,verify' -S %s | FileCheck %s --check-prefix=UNOPTIMISED

target triple = "x86_64-unknown-linux-gnu"

declare void @work(ptr)
declare void @finish(ptr) noreturn
declare void @many(ptr, i64, i64, i64, i64, i64, i64)
declare ptr @make()
declare void @__refsan_keep(ptr, ptr)

; CHECK-LABEL: define void @ends(
; CHECK: call void asm sideeffect ".cfi_remember_state\0A.cfi_restore_state\0Anopl 1577058306(%rax)\0Anopl $0\0Anopl 112(%rax)\0Anopl $1\0Anopl 16(%rax)", "*m,*m"(ptr elementtype([112 x i8]) %array, ptr elementtype([16 x i8]) %kept)
define void @ends() "refsan-may-be-live" uwtable {
  %array = alloca [100 x i8]
  %kept = alloca ptr
  call void @work(ptr %array)
  call void @__refsan_keep(ptr %kept, ptr null)
  call void @finish(ptr %array)
  unreachable
}

; CHECK-LABEL: define void @comes_back(
; CHECK: call void asm sideeffect ".cfi_remember_state\0A.cfi_restore_state", ""()
; UNOPTIMISED-LABEL: define void @comes_back(
; UNOPTIMISED: %refsan.lowest = alloca [2 x i64], align 16
; UNOPTIMISED: call void asm sideeffect ".cfi_remember_state\0A.cfi_restore_state\0Anopl 1577062143(%rax)\0Anopl $0", "*m"(ptr elementtype([2 x i64]) %refsan.lowest)
define void @comes_back() "refsan-may-be-live" uwtable {
  %array = alloca [100 x i8]
  %p = call ptr @make()
  call void @many(ptr %p, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6)
  call void @work(ptr %p)
  ret void
}

; A parameter that the code generator keeps over a call.
; UNOPTIMISED-LABEL: define void @parameter(
; UNOPTIMISED: call void asm sideeffect ".cfi_remember_state\0A.cfi_restore_state", ""()
define void @parameter(ptr %p) "refsan-may-be-live" uwtable {
  call void @work(ptr %p)
  call void @work(ptr %p)
  ret void
}

; Arguments that nothing but a place of the code generator's holds.
; UNOPTIMISED-LABEL: define void @variadic(
; UNOPTIMISED: call void asm sideeffect ".cfi_remember_state\0A.cfi_restore_state", ""()
define void @variadic(ptr %format, ...) "refsan-may-be-live" uwtable {
  call void @work(ptr %format)
  ret void
}
