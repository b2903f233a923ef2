; Intent: an invoke whose normal destination others reach too restores in a block of its own.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare i64 @_ZSt5throwv()
declare i32 @__gxx_personality_v0(...)

; CHECK-LABEL: define i64 @_Z4userb(
define i64 @_Z4userb(i1 %c) personality ptr @__gxx_personality_v0 {
entry:
; CHECK: [[OUTER:%.*]] = load ptr, ptr
  br i1 %c, label %call, label %done
call:
; CHECK: %n = invoke i64 @_ZSt5throwv()
; CHECK-NEXT: to label %[[OWN:.*]] unwind label %lpad
  %n = invoke i64 @_ZSt5throwv() to label %done unwind label %lpad
; CHECK: [[OWN]]:
; CHECK: store ptr [[OUTER]]
; CHECK-NEXT: br label %done
done:
; CHECK: phi i64 [ 0, %entry ], [ %n, %[[OWN]] ]
  %r = phi i64 [ 0, %entry ], [ %n, %call ]
  ret i64 %r
lpad:
  %l = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %l
}
