; Intent: library code that the front end inlined has the user's line as its site.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[FILE:@__refsan_str[.0-9]*]] = {{.*}} c"/src/main.rs\00"
; CHECK: [[FUNC:@__refsan_str[.0-9]*]] = {{.*}} c"user\00"
; CHECK: @__refsan_site = {{.*}} { ptr [[FILE]], ptr [[FUNC]], ptr null, i32 12, i32 5, i16 1, i16 0, i32 20 }
declare ptr @malloc(i64)

define ptr @user() !dbg !4 {
  %p = call ptr @malloc(i64 8), !dbg !7
  ret ptr %p, !dbg !8
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "main.rs", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "user", file: !1, line: 11, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DIFile(filename: "/rustc/0123/library/alloc/src/alloc.rs", directory: "")
!6 = distinct !DISubprogram(name: "alloc", file: !5, line: 90, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocation(line: 95, column: 9, scope: !6, inlinedAt: !8)
!8 = !DILocation(line: 12, column: 5, scope: !4)
