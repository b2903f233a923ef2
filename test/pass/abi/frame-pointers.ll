; Intent: every instrumented function keeps a frame pointer: the runtime's memo of stacks walks them.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: define void @without() [[ATTR:#[0-9]+]]
define void @without() {
  ret void
}
; CHECK: define void @with() [[ATTR]]
define void @with() "frame-pointer"="none" {
  ret void
}
; CHECK: attributes [[ATTR]] = { "frame-pointer"="all" }
