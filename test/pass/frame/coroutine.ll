; Intent: the variables of a coroutine that is not split yet are left alone.
; RUN: %opt_refsan -passes='refsan-frame-clear,refsan-dead-slots,verify' -S %s | FileCheck %s

declare void @work(ptr)

; CHECK-LABEL: define void @live(
; CHECK-NOT: memset
define void @live() presplitcoroutine "refsan-may-be-live" uwtable {
  %array = alloca [100 x i8]
  call void @work(ptr %array)
  ret void
}
