; Intent: code of a crate that cargo has fetched is not taken to come to the check by functions of other modules, except those that do not return, pointers, and what waits; the user's own crate is.
; RUN: sed 's|FOLDER|/home/u/.cargo/registry/src/index-1949cf8c6b5b557f/regex-1.13.2|' %s | %opt_refsan -passes='refsan,verify' -S | FileCheck %s --check-prefixes=CHECK,FETCHED
; RUN: sed 's|FOLDER|/home/u/work|' %s | %opt_refsan -passes='refsan,verify' -S | FileCheck %s --check-prefixes=CHECK,OWN

declare void @_RNvCsbmNqQUJIY6D_4rest5parse()
declare void @_RNvCsbmNqQUJIY6D_4rest4stop() noreturn
declare void @_RNvNtCs1_3std6thread4park()

; FETCHED: define void @_RNvCsbmNqQUJIY6D_1a5calls() [[OTHER:#[0-9]+]]
; OWN: define void @_RNvCsbmNqQUJIY6D_1a5calls() [[LIVE:#[0-9]+]]
define void @_RNvCsbmNqQUJIY6D_1a5calls() {
  call void @_RNvCsbmNqQUJIY6D_4rest5parse()
  ret void
}
; CHECK: define void @_RNvCsbmNqQUJIY6D_1a5stops() [[STOPS:#[0-9]+]]
define void @_RNvCsbmNqQUJIY6D_1a5stops() {
  call void @_RNvCsbmNqQUJIY6D_4rest4stop()
  unreachable
}
; FETCHED: define void @_RNvCsbmNqQUJIY6D_1a7pointer(ptr %f) [[LIVE:#[0-9]+]]
; OWN: define void @_RNvCsbmNqQUJIY6D_1a7pointer(ptr %f) [[LIVE]]
define void @_RNvCsbmNqQUJIY6D_1a7pointer(ptr %f) {
  call void %f()
  ret void
}
; FETCHED: attributes [[OTHER]] = { "frame-pointer"="all" }
; CHECK-DAG: attributes [[STOPS]] = { {{.*}}"refsan-may-be-live"
; CHECK-DAG: attributes [[LIVE]] = { {{.*}}"refsan-may-be-live"

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "src/lib.rs", directory: "FOLDER")
!2 = !{i32 2, !"Debug Info Version", i32 3}
