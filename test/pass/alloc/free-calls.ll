; Intent: functions that give a block back become their family's entry point, with the line (op 4); operator delete keeps
; what it was given besides. A function of the same name with another prototype, and a program's own free, are left alone.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @free(ptr)
declare void @_ZdlPv(ptr)
declare void @_ZdlPvm(ptr, i64)
declare void @_ZdaPvRKSt9nothrow_t(ptr, ptr)
declare void @_ZdlPvmSt11align_val_t(ptr, i64, i64)
declare i32 @_ZdaPv(ptr)

; CHECK: [[SITE:@__refsan_site[.0-9]*]] = {{.*}}, i16 4, i16 0, i32 0 }
; CHECK-LABEL: define void @calls(
define void @calls(ptr %p, ptr %nothrow) {
; CHECK: call void @__refsan_free(ptr %p, ptr [[SITE]])
  call void @free(ptr %p)
; CHECK: call void @__refsan_delete(ptr %p, i64 poison, i64 poison, ptr [[SITE]], ptr @_ZdlPv)
  call void @_ZdlPv(ptr %p)
; CHECK: call void @__refsan_delete(ptr %p, i64 8, i64 poison, ptr [[SITE]], ptr @_ZdlPvm)
  call void @_ZdlPvm(ptr %p, i64 8)
; CHECK: [[NOTHROW:%.*]] = ptrtoint ptr %nothrow to i64
; CHECK: call void @__refsan_delete_array(ptr %p, i64 [[NOTHROW]], i64 poison, ptr [[SITE]], ptr @_ZdaPvRKSt9nothrow_t)
  call void @_ZdaPvRKSt9nothrow_t(ptr %p, ptr %nothrow)
; CHECK: tail call void @__refsan_delete(ptr %p, i64 8, i64 64, ptr [[SITE]], ptr @_ZdlPvmSt11align_val_t)
  tail call void @_ZdlPvmSt11align_val_t(ptr %p, i64 8, i64 64)
; CHECK: call i32 @_ZdaPv(ptr %p)
  %x = call i32 @_ZdaPv(ptr %p)
  ret void
}
; CHECK: declare void @__refsan_free(ptr allocptr captures(none), ptr) [[FREE:#[0-9]+]]
; CHECK: attributes [[FREE]] = { nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="__refsan" }
