; Intent: a global allocator of the program's own works through the runtime; rustc's default one, which is malloc's, is left alone.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK-LABEL: define noalias ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc(
; CHECK: [[P:%.*]] = call ptr @__refsan_global_alloc(i64 %0, i64 %1, ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc.defined)
; CHECK-NEXT: ret ptr [[P]]
define noalias ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc(i64 %size, i64 allocalign %align) #0 {
  %p = call ptr @arena_alloc(i64 %size, i64 %align)
  ret ptr %p
}

; CHECK-LABEL: define void @_RNvCsfLfy6EI15iL_7___rustc14___rust_dealloc(
; CHECK: call void @__refsan_global_dealloc(ptr %0, i64 %1, i64 %2, ptr @_RNvCsfLfy6EI15iL_7___rustc14___rust_dealloc.defined)
; CHECK-NEXT: ret void
define void @_RNvCsfLfy6EI15iL_7___rustc14___rust_dealloc(ptr allocptr %p, i64 %size, i64 %align) #1 {
  call void @arena_free(ptr %p)
  ret void
}

; CHECK-LABEL: define noalias ptr @_RNvCsfLfy6EI15iL_7___rustc19___rust_alloc_zeroed(
; CHECK-NOT: __refsan_global
; CHECK: ret ptr
define noalias ptr @_RNvCsfLfy6EI15iL_7___rustc19___rust_alloc_zeroed(i64 %size, i64 allocalign %align) #2 {
  %p = call ptr @_RNvCsfLfy6EI15iL_7___rustc18___rdl_alloc_zeroed(i64 %size, i64 %align)
  ret ptr %p
}

; CHECK-LABEL: define internal noalias ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc.defined(i64 %size, i64 %align)
; CHECK: call ptr @arena_alloc(i64 %size, i64 %align)
; CHECK-LABEL: define internal void @_RNvCsfLfy6EI15iL_7___rustc14___rust_dealloc.defined(ptr %p, i64 %size, i64 %align)
; CHECK: call void @arena_free(ptr %p)

declare ptr @arena_alloc(i64, i64)
declare void @arena_free(ptr)
declare ptr @_RNvCsfLfy6EI15iL_7___rustc18___rdl_alloc_zeroed(i64, i64)

attributes #0 = { allockind("alloc,uninitialized,aligned") allocsize(0) "alloc-family"="__rust_alloc" }
attributes #1 = { allockind("free") "alloc-family"="__rust_alloc" }
attributes #2 = { allockind("alloc,zeroed,aligned") allocsize(0) "alloc-family"="__rust_alloc" }
