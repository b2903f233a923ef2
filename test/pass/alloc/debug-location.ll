; Intent: the call keeps its line; the site holds file, function, line and column of it.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[FILE:@__refsan_str[.0-9]*]] = {{.*}} c"/src/made.c\00"
; CHECK: [[FUNC:@__refsan_str[.0-9]*]] = {{.*}} c"make\00"
; CHECK: [[SITE:@__refsan_site[.0-9]*]] = private unnamed_addr constant {{.*}} { ptr [[FILE]], ptr [[FUNC]], ptr null, i32 7, i32 15, i16 1, i16 0, i32 20 }
declare ptr @malloc(i64)

; CHECK-LABEL: define ptr @make(
define ptr @make() !dbg !4 {
; CHECK: call ptr @__refsan_malloc(i64 8, ptr [[SITE]]), !dbg [[LOC:![0-9]+]]
  %p = call ptr @malloc(i64 8), !dbg !5
  ret ptr %p, !dbg !5
}
; CHECK: [[LOC]] = !DILocation(line: 7, column: 15,
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "made.c", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "make", file: !1, line: 6, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 7, column: 15, scope: !4)
