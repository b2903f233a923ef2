; Intent: a function that may end the program is not inlined, whatever its author wished, unless it always does and is called by name.
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

; CHECK: define internal void @fail() [[MAY:#[0-9]+]]
define internal void @fail() #1 {
  call void @exit(i32 1)
  unreachable
}

; CHECK: define internal void @called_by_address() [[STAYS]]
@pointer = global ptr @called_by_address
define internal void @called_by_address() #0 {
  call void @exit(i32 1)
  unreachable
}

declare void @exit(i32) noreturn
; CHECK-DAG: attributes [[STAYS]] = { noinline {{.*}} }
; CHECK-DAG: attributes [[MAY]] = { inlinehint {{.*}} }
attributes #0 = { alwaysinline }
attributes #1 = { inlinehint }
