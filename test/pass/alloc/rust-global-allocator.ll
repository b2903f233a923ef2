; Intent: Rust's allocator is known by attributes, whatever its symbol; zeroed and realloc included, dealloc not.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare noalias ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc(i64, i64 allocalign) #0
declare noalias ptr @_RNvCsfLfy6EI15iL_7___rustc19___rust_alloc_zeroed(i64, i64 allocalign) #1
declare noalias ptr @any_name(ptr allocptr, i64, i64 allocalign, i64) #2
declare void @_RNvCsfLfy6EI15iL_7___rustc14___rust_dealloc(ptr allocptr, i64, i64) #3

; CHECK-LABEL: define void @_RNvCs_4leak4user(
define void @_RNvCs_4leak4user(ptr %old) {
; CHECK: call ptr @__refsan_rust_alloc(i64 40, i64 8, ptr @__refsan_site{{[.0-9]*}}, ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc)
  %1 = call ptr @_RNvCsfLfy6EI15iL_7___rustc12___rust_alloc(i64 40, i64 8)
; CHECK: call ptr @__refsan_rust_alloc(i64 40, i64 8, ptr @__refsan_site{{[.0-9]*}}, ptr @_RNvCsfLfy6EI15iL_7___rustc19___rust_alloc_zeroed)
  %2 = call ptr @_RNvCsfLfy6EI15iL_7___rustc19___rust_alloc_zeroed(i64 40, i64 8)
; CHECK: call ptr @__refsan_rust_realloc(ptr %old, i64 40, i64 8, i64 80, ptr @__refsan_site{{[.0-9]*}}, ptr @any_name)
  %3 = call ptr @any_name(ptr %old, i64 40, i64 8, i64 80)
; CHECK: call void @_RNvCsfLfy6EI15iL_7___rustc14___rust_dealloc(ptr %old, i64 40, i64 8)
  call void @_RNvCsfLfy6EI15iL_7___rustc14___rust_dealloc(ptr %old, i64 40, i64 8)
  ret void
}
attributes #0 = { nounwind allockind("alloc,uninitialized,aligned") allocsize(0) "alloc-family"="__rust_alloc" }
attributes #1 = { nounwind allockind("alloc,zeroed,aligned") allocsize(0) "alloc-family"="__rust_alloc" }
attributes #2 = { nounwind allockind("realloc,aligned") allocsize(3) "alloc-family"="__rust_alloc" }
attributes #3 = { nounwind allockind("free") "alloc-family"="__rust_alloc" }
