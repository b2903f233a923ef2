; Intent: a handle in a local variable is not reported once inlining has shown that it is one: the runtime would ignore it.
; RUN: %opt_refsan -passes='refsan-stack-handles,verify' -S %s | FileCheck %s

declare void @__refsan_handle_set(ptr, ptr, ptr)
declare void @__refsan_handle_clear(ptr)

; CHECK-LABEL: define void @local(
; CHECK-NOT: __refsan
; CHECK: ret void
define void @local(ptr %object) {
  %handle = alloca { ptr, ptr }
  %slot = getelementptr i8, ptr %handle, i64 8
  call void @__refsan_handle_set(ptr %slot, ptr %object, ptr null)
  call void @__refsan_handle_clear(ptr %slot)
  ret void
}

; CHECK-LABEL: define void @in_heap(
; CHECK: call void @__refsan_handle_set(
; CHECK: call void @__refsan_handle_clear(
define void @in_heap(ptr %handle, ptr %object) {
  call void @__refsan_handle_set(ptr %handle, ptr %object, ptr null)
  call void @__refsan_handle_clear(ptr %handle)
  ret void
}

; A copy that leaves by a swap is told, by the number that stands for the local there, too.
declare void @__refsan_handle_copied(ptr, ptr, ptr)
declare void @__refsan_handle_swap(ptr, ptr, ptr)
declare void @other(ptr)

; CHECK-LABEL: define void @copy_that_leaves(
; CHECK: call void @__refsan_handle_copied(ptr inttoptr (i64 [[LOCAL:[0-9]+]] to ptr), ptr %object, ptr null)
; CHECK: call void @__refsan_handle_exchanged(ptr %heap, {{.*}}, ptr null, ptr inttoptr (i64 [[LOCAL]] to ptr))
define void @copy_that_leaves(ptr %heap, ptr %object) {
  %first = alloca ptr
  %second = alloca ptr
  call void @__refsan_handle_copied(ptr %first, ptr %object, ptr null)
  call void @__refsan_handle_swap(ptr %second, ptr %first, ptr null)
  call void @__refsan_handle_swap(ptr %heap, ptr %second, ptr null)
  ret void
}

; CHECK-LABEL: define void @copy_that_stays(
; CHECK-NOT: __refsan
; CHECK: ret void
define void @copy_that_stays(ptr %object) {
  %local = alloca ptr
  call void @__refsan_handle_copied(ptr %local, ptr %object, ptr null)
  ret void
}

; CHECK-LABEL: define void @copy_that_others_see(
; CHECK: call void @__refsan_handle_copied(ptr %local, ptr %object, ptr null)
define void @copy_that_others_see(ptr %object) {
  %local = alloca ptr
  call void @__refsan_handle_copied(ptr %local, ptr %object, ptr null)
  call void @other(ptr %local)
  ret void
}

declare i64 @reads(ptr readonly)
declare void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EED2Ev(ptr)
declare void @_ZN4TaskD2Ev(ptr)

; CHECK-LABEL: define void @copy_that_others_read(
; CHECK-NOT: __refsan
; CHECK: ret void
define void @copy_that_others_read(ptr %object) {
  %local = alloca { ptr, ptr }
  %slot = getelementptr i8, ptr %local, i64 8
  call void @__refsan_handle_copied(ptr %slot, ptr %object, ptr null)
  %read = call i64 @reads(ptr readonly %local)
  call void @_ZNSt14__shared_countILN9__gnu_cxx12_Lock_policyE2EED2Ev(ptr %slot)
  ret void
}

; A destructor of the user's may move it.
; CHECK-LABEL: define void @copy_in_a_value(
; CHECK: call void @__refsan_handle_copied(ptr %local, ptr %object, ptr null)
define void @copy_in_a_value(ptr %object) {
  %local = alloca ptr
  call void @__refsan_handle_copied(ptr %local, ptr %object, ptr null)
  call void @_ZN4TaskD2Ev(ptr %local)
  ret void
}
