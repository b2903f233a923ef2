; Intent: a member whose class debug info only declares may hold pointers: the type is incomplete and has no fields.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | %python %S/../Inputs/show.py | FileCheck %s

; CHECK: type Node short Node size 16 incomplete
; CHECK-NEXT: site Alloc a.cpp:3:1 in user of Node One
declare ptr @_Znwm(i64)

define ptr @_Z4userv() !dbg !4 {
  %p = call ptr @_Znwm(i64 16), !dbg !5, !heapallocsite !6
  ret ptr %p, !dbg !5
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "user", linkageName: "_Z4userv", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 3, column: 1, scope: !4)
!6 = distinct !DICompositeType(tag: DW_TAG_structure_type, name: "Node", file: !1, size: 128, elements: !{!7, !8})
!7 = !DIDerivedType(tag: DW_TAG_member, name: "next", scope: !6, baseType: !10, size: 64)
!8 = !DIDerivedType(tag: DW_TAG_member, name: "other", scope: !6, baseType: !9, size: 64, offset: 64)
!9 = !DICompositeType(tag: DW_TAG_structure_type, name: "Elsewhere", file: !1, flags: DIFlagFwdDecl)
!10 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !6, size: 64)
