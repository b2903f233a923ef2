; Intent: user code that calls user code, here or in another file, sets no context, unless it is given a block: the callee has lines of its own.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

@kept = global ptr null

declare ptr @malloc(i64)
declare void @_ZN3app5otherEv()
declare void @_RNvCs_3app5other()

define void @_ZN3app4keepEv() {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr @kept
  ret void
}
; CHECK-LABEL: define void @_Z4userv(
define void @_Z4userv() {
; CHECK-NEXT: call void @_ZN3app4keepEv()
; CHECK-NEXT: call void @_ZN3app5otherEv()
; CHECK-NEXT: call void @_RNvCs_3app5other()
; CHECK-NEXT: ret void
  call void @_ZN3app4keepEv()
  call void @_ZN3app5otherEv()
  call void @_RNvCs_3app5other()
  ret void
}
