; Intent: an exception out of the library restores the context too, once a landing pad, however many calls share it.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @_ZSt5throwv()
declare i32 @__gxx_personality_v0(...)

; CHECK-LABEL: define void @_Z4userv(
define void @_Z4userv() personality ptr @__gxx_personality_v0 {
; CHECK: [[OUTER:%.*]] = load ptr, ptr
; CHECK: invoke void @_ZSt5throwv()
  invoke void @_ZSt5throwv() to label %next unwind label %lpad
next:
; CHECK: next:
; CHECK: store ptr [[OUTER]]
; CHECK: store ptr @__refsan_site
; CHECK: invoke void @_ZSt5throwv()
  invoke void @_ZSt5throwv() to label %done unwind label %lpad
done:
; CHECK: done:
; CHECK: store ptr [[OUTER]]
  ret void
lpad:
; CHECK: lpad:
; CHECK-NEXT: landingpad
; CHECK-NEXT: cleanup
; CHECK-NEXT: [[R:%.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK-NEXT: store ptr [[OUTER]], ptr [[R]]
; CHECK-NEXT: resume
  %l = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %l
}
