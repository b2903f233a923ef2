; Intent: a library function that cannot allocate gets no context: its caller is as it was.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

define linkonce_odr i64 @_ZNKSt6vectorIiSaIiEE4sizeEv(ptr %this) {
  ret i64 0
}
; CHECK-LABEL: define i64 @_Z4userPv(
define i64 @_Z4userPv(ptr %v) {
; CHECK-NEXT: %n = call i64 @_ZNKSt6vectorIiSaIiEE4sizeEv(ptr %v)
; CHECK-NEXT: ret i64 %n
  %n = call i64 @_ZNKSt6vectorIiSaIiEE4sizeEv(ptr %v)
  ret i64 %n
}
