; Intent: a function that may end the program is not inlined, whatever its author wished.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: define internal void @maybe(i1 %last) [[STAYS:#[0-9]+]]
define internal void @maybe(i1 %last) #0 {
  br i1 %last, label %end, label %back
end:
  call void @exit(i32 0)
  unreachable
back:
  ret void
}

; CHECK: define internal void @fail() [[STAYS]]
define internal void @fail() #1 {
  call void @exit(i32 1)
  unreachable
}

declare void @exit(i32) noreturn
; CHECK: attributes [[STAYS]] = { noinline {{.*}} }
attributes #0 = { alwaysinline }
attributes #1 = { inlinehint }
