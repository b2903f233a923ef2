; Intent: the allocation entry points are declared with abi.def's types, and may throw and be replaced like what they stand for.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-DAG: declare ptr @__refsan_malloc(i64, ptr){{$}}
; CHECK-DAG: declare ptr @__refsan_realloc(ptr, i64, ptr){{$}}
; CHECK-DAG: declare i32 @__refsan_posix_memalign(ptr, i64, i64, ptr){{$}}
; CHECK-DAG: declare ptr @__refsan_new(i64, ptr, ptr){{$}}
; CHECK-DAG: declare ptr @__refsan_new_aligned_nothrow(i64, i64, ptr, ptr, ptr){{$}}
declare ptr @malloc(i64)
declare ptr @realloc(ptr, i64)
declare i32 @posix_memalign(ptr, i64, i64)
declare ptr @_Znwm(i64)
declare ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64, i64, ptr)

define void @user(ptr %p) {
  %1 = call ptr @malloc(i64 1)
  %2 = call ptr @realloc(ptr %p, i64 1)
  %3 = call i32 @posix_memalign(ptr %p, i64 8, i64 1)
  %4 = call ptr @_Znwm(i64 1)
  %5 = call ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64 1, i64 64, ptr %p)
  ret void
}
