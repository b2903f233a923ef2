; Intent: a module refers to the ABI version's symbol in a way that survives the linker: another runtime is a link error.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: @__refsan_version_mismatch_check_v16 = external global i8
; CHECK: [[USE:@__refsan_abi]] = private constant ptr @__refsan_version_mismatch_check_v16
; CHECK: @llvm.used = appending global [2 x ptr] [ptr @mine, ptr [[USE]]], section "llvm.metadata"
@mine = internal global i32 0
@llvm.used = appending global [1 x ptr] [ptr @mine], section "llvm.metadata"

define void @user() {
  ret void
}
