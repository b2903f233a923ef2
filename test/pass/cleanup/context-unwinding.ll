; Intent: in Rust, nobody sees the context once a panic is under way: neither drop glue nor who goes on with it; in C++, who catches does.
; RUN: %opt_refsan -passes='refsan-context-stores,verify' -S %s | FileCheck %s

%record = type { ptr, ptr, i64, ptr, i64, ptr }
@__refsan_thread = external thread_local(initialexec) global %record
@line = external constant [40 x i8]
declare void @work()
declare void @_RINvNtCs1_4core3ptr13drop_in_placeNtCs2_1a4NodeECs2_1a(ptr)
declare ptr @llvm.threadlocal.address.p0(ptr)
declare i32 @rust_eh_personality(...)

; CHECK-LABEL: define void @_RNvCs2_1a4user(
; CHECK: landingpad
; CHECK-NEXT: cleanup
; CHECK-NEXT: call void @_RINvNtCs1_4core3ptr13drop_in_place
; CHECK-NEXT: resume
define void @_RNvCs2_1a4user(ptr %p) personality ptr @rust_eh_personality {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  store ptr @line, ptr %record
  invoke void @work() to label %done unwind label %pad
done:
  store ptr %outer, ptr %record
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  store ptr %outer, ptr %record
  call void @_RINvNtCs1_4core3ptr13drop_in_placeNtCs2_1a4NodeECs2_1a(ptr %p)
  resume { ptr, i32 } %e
}

; CHECK-LABEL: define void @_Z4userv(
; CHECK: landingpad
; CHECK-NEXT: cleanup
; CHECK-NEXT: store ptr %outer
; CHECK-NEXT: resume
define void @_Z4userv() personality ptr @rust_eh_personality {
  %record = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
  %outer = load ptr, ptr %record
  store ptr @line, ptr %record
  invoke void @work() to label %done unwind label %pad
done:
  store ptr %outer, ptr %record
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  store ptr %outer, ptr %record
  resume { ptr, i32 } %e
}
