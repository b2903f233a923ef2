; Intent: clang's !heapallocsite is the type of the site, with its size and pointer fields.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

; CHECK: [[TYPE:@__refsan_type]] = {{.*}} { ptr [[NAME:@__refsan_str[.0-9]*]], ptr [[NAME]], ptr [[FIELDS:@__refsan_fields]], i64 16, i32 1, i32 0, i16 2, i16 0, i32 0 }
; CHECK: [[PATH:@__refsan_str[.0-9]*]] = {{.*}} c"next\00"
; CHECK: [[FIELDS]] = {{.*}} [{ {{.*}} } { ptr [[PATH]], ptr null, i32 8, i16 0, i16 1, ptr null }]
; CHECK: [[NAME]] = {{.*}} c"Node\00"
; CHECK: @__refsan_site = {{.*}} ptr [[TYPE]], i32 3, i32 1, i16 1, i16 0, i32 24 }
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
!7 = !DIDerivedType(tag: DW_TAG_member, name: "id", scope: !6, baseType: !9, size: 32)
!8 = !DIDerivedType(tag: DW_TAG_member, name: "next", scope: !6, baseType: !10, size: 64, offset: 64)
!9 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!10 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !6, size: 64)
