; Intent: a handle that is passed by value leaves its reference in the thread's record, for where it comes to rest.
; RUN: %opt_refsan -passes='refsan,verify' -S %s | FileCheck %s

declare ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr)
declare void @_RNvCs1_3app4keep(ptr, ptr)

; CHECK-LABEL: define void @_RNvCs1_3app4user(
define void @_RNvCs1_3app4user(ptr %to, ptr %rc) {
  %h = call ptr @_RNvXsy_NtCslNYArtu3iFV_5alloc2rcINtB5_2RcNtCsf6No1ZYbnpa_1n4NodeENtNtCsgEmfK2I1SDS_4core5clone5Clone5cloneBF_(ptr %rc)
; CHECK: [[N:%.*]] = ptrtoint ptr %h to i64
; Of an undefined handle it is undecided what it is, and so is which site it came from: any one number is as good.
; CHECK: [[D:%.*]] = freeze i64 [[N]]
; CHECK: [[M:%.*]] = xor i64 [[D]], -1
; CHECK: [[R:%.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK: [[F:%.*]] = getelementptr inbounds i8, ptr [[R]], i64 16
; CHECK: store i64 [[M]], ptr [[F]]
; CHECK: [[R2:%.*]] = call ptr @llvm.threadlocal.address.p0(ptr @__refsan_thread)
; CHECK: [[G:%.*]] = getelementptr inbounds i8, ptr [[R2]], i64 24
; CHECK: store ptr @__refsan_site{{.*}}, ptr [[G]]
; CHECK-NEXT: call void @_RNvCs1_3app4keep(
  call void @_RNvCs1_3app4keep(ptr %to, ptr %h)
  ret void
}
