; Intent: a function that may end the program seems to be able to return instead: an optimiser that knows its argument
; Intent: drops what its caller uses then otherwise. One that always ends it seems to where other modules may call it,
; Intent: which do not know that, and is left as it is where all callers do.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s
; RUN: %opt_refsan -passes='default<O2>' -S %s | FileCheck --check-prefix=O2 %s

; CHECK-LABEL: define internal i8 @maybe(
; CHECK: [[ZERO:%.*]] = call i64 asm "", "=r,0"(i64 0)
; CHECK: [[END:%.*]] = icmp eq i64 [[ZERO]], 0
; CHECK: br i1 [[END]], label %[[ENDS:.*]], label %[[BACK:.*]], !prof
; CHECK: [[ENDS]]:
; CHECK: call void @__refsan_keep(
; CHECK: call void @exit(i32 0)
; CHECK: [[BACK]]:
; CHECK: [[ANY:%.*]] = trunc i64 [[ZERO]] to i8
; CHECK: ret i8 [[ANY]]
define internal i8 @maybe(i32 %count) {
  %many = icmp sgt i32 %count, 5
  br i1 %many, label %end, label %back
end:
  call void @exit(i32 0)
  unreachable
back:
  ret i8 3
}

; CHECK-LABEL: define internal void @fail(
; CHECK-NOT: asm
; CHECK: call void @exit(i32 1)
define internal void @fail() {
  call void @exit(i32 1)
  unreachable
}

; CHECK-LABEL: define void @fail_for_others(
; CHECK: asm "", "=r,0"
; CHECK: call void @exit(i32 1)
define void @fail_for_others() {
  call void @exit(i32 1)
  unreachable
}

; CHECK-LABEL: define void @serve_for_others(
; CHECK: asm "", "=r,0"
define void @serve_for_others() {
  br label %again
again:
  call void @use(ptr null)
  br label %again
}

; CHECK-LABEL: define void @known_to_others(
; CHECK-NOT: asm "", "=r,0"
; CHECK: call void @exit(i32 1)
define void @known_to_others() noreturn {
  call void @exit(i32 1)
  unreachable
}

; O2-LABEL: define void @caller(
; O2: call {{.*}} @maybe(
; O2: call void @use(ptr
define void @caller(i1 %failed) {
  br i1 %failed, label %bad, label %good
bad:
  call void @fail()
  unreachable
good:
  %made = call ptr @malloc(i64 10)
  call void @fill(ptr %made)
  call i8 @maybe(i32 40)
  call void @use(ptr %made)
  ret void
}

declare void @exit(i32) noreturn
declare ptr @malloc(i64)
declare void @fill(ptr)
declare void @use(ptr)
