; Intent: allockind of a family that no table names is not rewritten: its blocks come from malloc below it.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare noalias ptr @pool_alloc(i64, i64 allocalign) allockind("alloc,aligned") "alloc-family"="pool"

; CHECK-LABEL: define ptr @user(
define ptr @user() {
; CHECK: call ptr @pool_alloc(i64 8, i64 8)
  %p = call ptr @pool_alloc(i64 8, i64 8)
  ret ptr %p
}
