; Intent: user code that calls user code, here or in another file, sets no context: the callee has lines of its own.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @malloc(i64)
declare void @_ZN3app5otherEv()
declare void @_RNvCs_3app5other()

define ptr @_ZN3app4makeEv() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}
; CHECK-LABEL: define void @_Z4userv(
define void @_Z4userv() {
; CHECK-NEXT: call ptr @_ZN3app4makeEv()
; CHECK-NEXT: call void @_ZN3app5otherEv()
; CHECK-NEXT: call void @_RNvCs_3app5other()
; CHECK-NEXT: ret void
  %p = call ptr @_ZN3app4makeEv()
  call void @_ZN3app5otherEv()
  call void @_RNvCs_3app5other()
  ret void
}
