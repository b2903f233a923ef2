; Intent: debug info decides whose code it is: a function of a system header is library code, whatever its name.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @malloc(i64)

define internal ptr @header_inline() !dbg !4 {
  %p = call ptr @malloc(i64 8), !dbg !5
  ret ptr %p, !dbg !5
}
; CHECK-LABEL: define ptr @user(
define ptr @user() {
; CHECK: store ptr @__refsan_site
; CHECK-NEXT: %p = call ptr @header_inline()
  %p = call ptr @header_inline()
  ret ptr %p
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "/usr/include/glib.h", directory: "")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "header_inline", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 3, column: 1, scope: !4)
