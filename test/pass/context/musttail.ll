; Intent: nothing can restore the context after a musttail call, so it is not set: the callee has the caller's.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @_ZSt5otherv()

; CHECK-LABEL: define void @_Z4userv(
define void @_Z4userv() {
; CHECK-NEXT: musttail call void @_ZSt5otherv()
; CHECK-NEXT: ret void
  musttail call void @_ZSt5otherv()
  ret void
}
