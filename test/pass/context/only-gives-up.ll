; Intent: around library functions that give back memory and references only no context is set; around others it is.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare void @_RNvMsf_NtCs1_5alloc4syncINtB5_3ArcmE9drop_slowCs2_1a(ptr)
declare void @_RNvNtCs1_5alloc3fmt6format(ptr)

; CHECK-LABEL: define void @_RNvCs2_1a4user(
; CHECK-NEXT: call void @_RNvMsf_NtCs1_5alloc4syncINtB5_3ArcmE9drop_slowCs2_1a(
define void @_RNvCs2_1a4user(ptr %p) {
  call void @_RNvMsf_NtCs1_5alloc4syncINtB5_3ArcmE9drop_slowCs2_1a(ptr %p)
  ret void
}

; CHECK-LABEL: define void @_RNvCs2_1a5other(
; CHECK: store ptr @{{.*}}, ptr %{{.*}}
; CHECK: call void @_RNvNtCs1_5alloc3fmt6format(
; CHECK: store ptr %{{.*}}, ptr %{{.*}}
define void @_RNvCs2_1a5other(ptr %p) {
  call void @_RNvNtCs1_5alloc3fmt6format(ptr %p)
  ret void
}
