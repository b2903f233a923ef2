; Intent: attributes that would let LLVM delete or move the allocation are not on the runtime's call.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s
; RUN: %opt_refsan -passes='refsan,default<O2>' -S %s | FileCheck %s --check-prefix=O2

declare ptr @_Znwm(i64)

; CHECK-LABEL: define void @_Z4userv(
; O2-LABEL: define void @_Z4userv(
define void @_Z4userv() {
; CHECK: call ptr @__refsan_new(i64 8, {{.*}}) [[ATTR:#[0-9]+]]
; O2: call ptr @__refsan_new(
  %p = call ptr @_Znwm(i64 8) #0
  ret void
}
; CHECK: declare ptr @__refsan_new(i64, ptr, ptr){{$}}
; CHECK: attributes [[ATTR]] = { cold }
attributes #0 = { cold builtin nobuiltin allocsize(0) allockind("alloc,uninitialized") memory(inaccessiblemem: readwrite) "alloc-family"="_Znwm" "alloc-variant-zeroed"="calloc" }
