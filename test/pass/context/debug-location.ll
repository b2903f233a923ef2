; Intent: the stores have the call's line, so that a debugger steps over them; the load on entry has none.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @_ZSt5otherv()

; CHECK-LABEL: define void @_Z4userv(
define void @_Z4userv() !dbg !4 {
; CHECK: load ptr, ptr %{{[0-9]+}}, align 8{{$}}
; CHECK: store ptr @__refsan_site, ptr %{{[0-9]+}}, align 8, !dbg [[LOC:![0-9]+]]
; CHECK: call void @_ZSt5otherv(), !dbg [[LOC]]
; CHECK: store ptr %{{[0-9]+}}, ptr %{{[0-9]+}}, align 8, !dbg [[LOC]]
  call void @_ZSt5otherv(), !dbg !5
  ret void, !dbg !5
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "user", linkageName: "_Z4userv", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 3, column: 1, scope: !4)
