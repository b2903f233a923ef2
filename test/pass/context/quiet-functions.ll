; Intent: C functions that neither allocate nor call back get no context, nor what only reads memory or never returns.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @free(ptr)
declare i32 @puts(ptr)
declare void @_ZdlPvm(ptr, i64)
declare i64 @measure(ptr) memory(read)
declare void @die() noreturn
declare void @dealloc(ptr allocptr) allockind("free")

; CHECK-LABEL: define void @_Z4userPv(
define void @_Z4userPv(ptr %p) {
; CHECK-NOT: @__refsan_thread
; CHECK: call void @die()
  call void @free(ptr %p)
  %1 = call i32 @puts(ptr %p)
  call void @_ZdlPvm(ptr %p, i64 8)
  %2 = call i64 @measure(ptr %p)
  call void @dealloc(ptr %p)
  call void @llvm.memset.p0.i64(ptr %p, i8 0, i64 8, i1 false)
  call void @die()
  unreachable
}
; CHECK-NOT: @__refsan_thread
