; Intent: a coroutine is resumed by other callers, on other threads: it restores null, and asks for the record anew.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @_ZSt5otherv()

; CHECK-LABEL: define void @_Z4coroi(
define void @_Z4coroi() presplitcoroutine {
; CHECK-NEXT: [[R:%.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK-NEXT: store ptr @__refsan_site{{.*}}, ptr [[R]]
; CHECK-NEXT: call void @_ZSt5otherv()
; CHECK-NEXT: [[R1:%.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK-NEXT: store ptr null, ptr [[R1]]
  call void @_ZSt5otherv()
  ret void
}
