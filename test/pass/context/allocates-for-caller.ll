; Intent: whoever is given a block by a function of the user's leaves the line of that call; who only hands it on, or calls itself, does not.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

%buffer = type { i64, ptr }

declare ptr @malloc(i64)
declare ptr @_ZN3app5otherEv()

; CHECK-LABEL: define ptr @_ZN3app4makeEi(
; CHECK-NOT: store ptr @__refsan_site
; CHECK: call ptr @_ZN3app4makeEi(
; CHECK-NOT: store ptr @__refsan_site
; CHECK: ret ptr
define ptr @_ZN3app4makeEi(i32 %depth) {
  %result = alloca ptr
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %result
  %child = call ptr @_ZN3app4makeEi(i32 0)
  store ptr %child, ptr %p
  %r = load ptr, ptr %result
  ret ptr %r
}

define void @_ZN3app4initEPv(ptr %b) {
  %home = alloca ptr
  store ptr %b, ptr %home
  %p = call ptr @malloc(i64 8)
  %to = load ptr, ptr %home
  %field = getelementptr inbounds %buffer, ptr %to, i32 0, i32 1
  store ptr %p, ptr %field
  ret void
}

; CHECK-LABEL: define ptr @_ZN3app8hands_onEv(
; CHECK-NOT: store ptr @__refsan_site
; CHECK: ret ptr
define ptr @_ZN3app8hands_onEv() {
  %p = call ptr @_ZN3app4makeEi(i32 1)
  ret ptr %p
}

; CHECK-LABEL: define void @_Z5keepsv(
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: call ptr @_ZN3app8hands_onEv()
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: call void @_ZN3app4initEPv(
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: call ptr @_ZN3app5otherEv()
; CHECK: ret void
define void @_Z5keepsv() {
  %b = alloca %buffer
  %p = call ptr @_ZN3app8hands_onEv()
  call void @_ZN3app4initEPv(ptr %b)
  %o = call ptr @_ZN3app5otherEv()
  ret void
}
