; Intent: a module without code stays as it is: no reference to the runtime.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: @data = constant i32 3
; CHECK-NOT: refsan
@data = constant i32 3
declare ptr @malloc(i64)
