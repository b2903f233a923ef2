; Intent: the user's own __shared_count or Rc is no library handle.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; app::__shared_count::__shared_count(int)
; CHECK-LABEL: define void @_ZN3app14__shared_countC2Ei(
define void @_ZN3app14__shared_countC2Ei(ptr %this, i32 %i) {
; CHECK-NEXT: ret void
  ret void
}
; <app::rc::Rc as app::Clone>::clone
; CHECK-LABEL: define ptr @_RNvXNtCs1_3app2rcNtB2_2RcNtB4_5Clone5clone(
define ptr @_RNvXNtCs1_3app2rcNtB2_2RcNtB4_5Clone5clone(ptr %self) {
; CHECK-NEXT: ret ptr %self
  ret ptr %self
}
