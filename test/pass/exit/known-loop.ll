; Intent: a loop in which a check may come ends as far as the optimiser can tell, though its condition may be known: by
; Intent: constants, arguments, variables. What depends on the loop's own count, on memory or on others' code is as it was.
; RUN: %opt_refsan -passes='default<O2>' -S %s | FileCheck --check-prefix=O2 %s
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

@running = internal global i1 true

; CHECK-LABEL: define internal void @by_argument(
; CHECK: [[WIDE:%.*]] = zext i1 %once to i64
; CHECK: [[SAME:%.*]] = call i64 asm sideeffect "", "=r,0"(i64 [[WIDE]])
; CHECK: [[ONCE:%.*]] = trunc i64 [[SAME]] to i1
; CHECK: br i1 [[ONCE]], label %end, label %again
define internal void @by_argument(i1 %once) {
  br label %again
again:
  call i32 @usleep(i32 10)
  br i1 %once, label %end, label %again
end:
  ret void
}

; CHECK-LABEL: define void @by_variable(
; CHECK: asm sideeffect
; O2-LABEL: define void @by_variable(
; O2: call i32 @usleep
; O2: call void @use(
define void @by_variable(ptr %used) {
  br label %check
check:
  %go = load i1, ptr @running
  br i1 %go, label %again, label %end
again:
  call i32 @usleep(i32 10)
  br label %check
end:
  call void @use(ptr %used)
  ret void
}

; CHECK-LABEL: define void @by_others(
; CHECK-NOT: asm sideeffect
; CHECK: ret void
define void @by_others(i1 %quiet) {
  br label %again
again:
  br i1 %quiet, label %ask, label %tell
tell:
  call void @use(ptr null)
  br label %ask
ask:
  %got = call i32 @usleep(i32 10)
  %end = icmp eq i32 %got, 0
  br i1 %end, label %end.block, label %again
end.block:
  ret void
}

; CHECK-LABEL: define void @by_count(
; CHECK-NOT: asm sideeffect
; CHECK: ret void
define void @by_count(i32 %count) {
  %at = alloca i32
  store i32 0, ptr %at
  br label %again
again:
  call i32 @usleep(i32 10)
  %before = load i32, ptr %at
  %now = add i32 %before, 1
  store i32 %now, ptr %at
  %more = icmp slt i32 %now, %count
  br i1 %more, label %again, label %end
end:
  ret void
}

; No check comes.
; CHECK-LABEL: define void @alone(
; CHECK-NOT: asm sideeffect
; CHECK: ret void
define void @alone(i1 %once) {
  br label %again
again:
  store volatile i32 1, ptr @counter
  br i1 %once, label %end, label %again
end:
  ret void
}
@counter = global i32 0

declare i32 @usleep(i32)
declare void @use(ptr)
