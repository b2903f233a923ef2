; Intent: a naked function has no frame to put anything in: it is left alone.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: define void @user() [[ATTR:#[0-9]+]] {
; CHECK-NEXT: call void asm
; CHECK: attributes [[ATTR]] = { naked }
define void @user() naked {
  call void asm sideeffect "ret", ""()
  unreachable
}
