; Intent: the first thing main does is to tell the runtime where its return address lies.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @first()

; CHECK-LABEL: define i32 @main(
define i32 @main(i32 %argc, ptr %argv) {
; CHECK-NEXT: %local = alloca i32
; CHECK-NEXT: [[SLOT:%.*]] = call ptr @llvm.addressofreturnaddress.p0()
; CHECK-NEXT: call void @__refsan_main(ptr [[SLOT]])
; CHECK: call void @first()
  %local = alloca i32
  call void @first()
  ret i32 0
}
; CHECK: declare void @__refsan_main(ptr) [[ATTR:#[0-9]+]]
; CHECK: attributes [[ATTR]] = { nocallback nofree nounwind willreturn memory(read, inaccessiblemem: readwrite) }
