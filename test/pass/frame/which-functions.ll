; Intent: a check may find functions running that come to exit, to code of the user's in another module, to an unknown function, or that wait; not those that only use libraries, nor what destructors do.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @exit(i32) noreturn
declare i64 @strlen(ptr)
declare i32 @pthread_join(i64, ptr)
declare void @of_another_module()
declare void @_ZN5OwnerD2Ev(ptr)
declare void @_ZNSt6vectorIiSaIiEE4growEv(ptr)

; CHECK: define void @exits() [[ENDS:#[0-9]+]]
define void @exits() {
  call void @exit(i32 0)
  unreachable
}
; CHECK: define void @calls_exits() [[ENDS]]
define void @calls_exits() {
  call void @exits()
  ret void
}
; CHECK: define void @calls_away() [[LIVE:#[0-9]+]]
define void @calls_away() {
  call void @of_another_module()
  ret void
}
; CHECK: define void @calls_pointer(ptr %f) [[LIVE]]
define void @calls_pointer(ptr %f) {
  call void %f()
  ret void
}
; CHECK: define void @waits() [[LIVE]]
define void @waits() {
  %1 = call i32 @pthread_join(i64 0, ptr null)
  ret void
}
; CHECK: define void @measures(ptr %p) [[OTHER:#[0-9]+]]
define void @measures(ptr %p) {
  %1 = call i64 @strlen(ptr %p)
  call void @_ZNSt6vectorIiSaIiEE4growEv(ptr %p)
  ret void
}
; CHECK: define void @destroys(ptr %p) [[OTHER]]
define void @destroys(ptr %p) {
  call void @_ZN5OwnerD2Ev(ptr %p)
  ret void
}
; CHECK: attributes [[ENDS]] = { {{.*}}"refsan-may-be-live"
; CHECK: attributes [[LIVE]] = { {{.*}}"refsan-may-be-live"
; CHECK: attributes [[OTHER]] = {
; CHECK-NOT: refsan-may-be-live
; CHECK-SAME: }
