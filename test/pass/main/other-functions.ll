; Intent: only the C main is main: not a namespace's or a crate's, which the C main calls.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-NOT: @__refsan_main
; CHECK: define i32 @_ZN3app4mainEv(
define i32 @_ZN3app4mainEv() {
  ret i32 0
}
; CHECK: define void @_RNvCs1_4leak4main(
define void @_RNvCs1_4leak4main() {
  ret void
}
; CHECK-NOT: @__refsan_main
