; Intent: quick_exit and Rust's std::process::exit run the check like exit().
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @quick_exit(i32) noreturn
; std::process::exit
declare void @_RNvNtCs3_3std7process4exit(i32) noreturn

; CHECK-LABEL: define void @quick(
define void @quick() {
; CHECK: call void @__refsan_keep(
; CHECK-NEXT: call void @quick_exit(
  %p = alloca ptr
  call void @quick_exit(i32 0)
  unreachable
}
; CHECK-LABEL: define void @_RNvCs1_3app4user(
define void @_RNvCs1_3app4user() {
; CHECK: call void @__refsan_keep(
; CHECK-NEXT: call void @_RNvNtCs3_3std7process4exit(
  %p = alloca ptr
  call void @_RNvNtCs3_3std7process4exit(i32 0)
  unreachable
}
