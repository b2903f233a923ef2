; Intent: the runtime is given Rust's allocator function together with std's that it may jump to; weakly, since std's need not be there.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[BOTH:@.*]] = private constant { ptr, ptr } { ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc, ptr @_RNvCsfLfy6EI15iL_7___rustc11___rdl_alloc }
; CHECK: [[ZEROED:@.*]] = private constant { ptr, ptr } { ptr @_RNvCsfLfy6EI15iL_7___rustc19___rust_alloc_zeroed, ptr null }

; CHECK-LABEL: define ptr @twice(
; CHECK: call ptr @__refsan_rust_alloc(i64 8, i64 8, ptr {{.*}}, ptr [[BOTH]])
; CHECK: call ptr @__refsan_rust_alloc(i64 9, i64 1, ptr {{.*}}, ptr [[BOTH]])
; CHECK: call ptr @__refsan_rust_alloc(i64 9, i64 1, ptr {{.*}}, ptr [[ZEROED]])
define ptr @twice() {
  %a = call ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc(i64 8, i64 8)
  store ptr %a, ptr @kept
  %b = call ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc(i64 9, i64 1)
  store ptr %a, ptr %b
  %c = call ptr @_RNvCsfLfy6EI15iL_7___rustc19___rust_alloc_zeroed(i64 9, i64 1)
  store ptr %b, ptr %c
  ret ptr %c
}

; CHECK-DAG: declare extern_weak ptr @_RNvCsfLfy6EI15iL_7___rustc11___rdl_alloc(i64, i64)

@kept = external global ptr
declare ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc(i64, i64 allocalign) #0
declare ptr @_RNvCsfLfy6EI15iL_7___rustc19___rust_alloc_zeroed(i64, i64 allocalign) #1

attributes #0 = { allockind("alloc,uninitialized,aligned") allocsize(0) "alloc-family"="__rust_alloc" }
attributes #1 = { allockind("alloc,zeroed,aligned") allocsize(0) "alloc-family"="__rust_alloc" }
