//===- RuntimeAbi.cpp - the runtime's entry points in a module ------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/RuntimeAbi.h"
#include "refsan/abi.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"
#include <dlfcn.h>

using namespace llvm;

namespace refsan {

namespace {
// C parameter and return types to IR types. abi.def keeps to these.
template <typename T> struct IRType;
template <> struct IRType<void> {
  static Type *get(LLVMContext &C) { return Type::getVoidTy(C); }
};
template <> struct IRType<int> {
  static Type *get(LLVMContext &C) { return Type::getInt32Ty(C); }
};
template <> struct IRType<refsan_u32> {
  static Type *get(LLVMContext &C) { return Type::getInt32Ty(C); }
};
template <> struct IRType<refsan_usize> {
  static Type *get(LLVMContext &C) { return Type::getInt64Ty(C); }
};
template <typename T> struct IRType<T *> {
  static Type *get(LLVMContext &C) { return PointerType::getUnqual(C); }
};

template <typename R, typename... A> FunctionType *functionType(R (*)(A...), LLVMContext &C) {
  return FunctionType::get(IRType<R>::get(C), {IRType<A>::get(C)...}, false);
}
} // namespace

static constexpr const char *EntryNames[] = {
#define REFSAN_RT(Return, Name, Params) #Name,
#include "refsan/abi.def"
};

FunctionType *RuntimeAbi::type(Entry E) const {
  LLVMContext &C = M.getContext();
  switch (E) {
    // The prototype's type alone: nothing here refers to the runtime's code.
#define REFSAN_RT(Return, Name, Params)                                                                                \
  case Entry::Name:                                                                                                    \
    return functionType(static_cast<decltype(&::Name)>(nullptr), C);
#include "refsan/abi.def"
  }
  llvm_unreachable("every row has a case");
}

// Recording never throws: an invoke around it would keep landing pads alive.
static bool onlyRecords(Entry E) {
  switch (E) {
#define REFSAN_RT(Return, Name, Params)
#define REFSAN_RT_RECORD(Return, Name, Params) case Entry::Name:
#include "refsan/abi.def"
    return true;
  default: // allocation: as the call it replaces
    return false;
  }
}

// To the optimiser they are what they stand for.
static void declareFree(Function &F, bool MayBeReplaced) {
  LLVMContext &C = F.getContext();
  F.setDoesNotThrow();
  F.addFnAttr(Attribute::get(C, Attribute::AllocKind, uint64_t(AllocFnKind::Free)));
  F.addFnAttr("alloc-family", "__refsan");
  F.addParamAttr(0, Attribute::AllocatedPointer);
  if (MayBeReplaced)
    return;
  F.setWillReturn();
  F.setMemoryEffects(MemoryEffects::argMemOnly() | MemoryEffects::inaccessibleMemOnly());
  F.addParamAttr(0, Attribute::getWithCaptureInfo(C, CaptureInfo::none()));
}

FunctionCallee RuntimeAbi::get(Entry E) {
  FunctionCallee F = M.getOrInsertFunction(EntryNames[unsigned(E)], type(E));
  if (E == Entry::__refsan_free || E == Entry::__refsan_delete || E == Entry::__refsan_delete_array) {
    if (auto *Decl = dyn_cast<Function>(F.getCallee()))
      declareFree(*Decl, E != Entry::__refsan_free);
    return F;
  }
  if (auto *Decl = dyn_cast<Function>(F.getCallee()); Decl && onlyRecords(E)) {
    Decl->setDoesNotThrow();
    Decl->setWillReturn();
    // Records are memory that the module cannot see; of its own nothing changes,
    // so that values stay known over the call.
    if (E != Entry::__refsan_keep)
      Decl->setMemoryEffects(MemoryEffects::readOnly() | MemoryEffects::inaccessibleMemOnly());
    // Nor do they lead anybody to a local: its value stays known over other calls, too.
    if (E != Entry::__refsan_keep && E != Entry::__refsan_main)
      for (Argument &A : Decl->args())
        if (A.getType()->isPointerTy())
          A.addAttr(Attribute::getWithCaptureInfo(M.getContext(), CaptureInfo::none()));
    Decl->setDoesNotFreeMemory();
    Decl->addFnAttr(Attribute::NoCallback);
  }
  return F;
}

GlobalVariable *RuntimeAbi::threadRecord() {
  auto *Pointer = PointerType::getUnqual(M.getContext());
  auto *Number = Type::getInt64Ty(M.getContext());
  auto *T = StructType::get(M.getContext(), {Pointer, Pointer, Number, Pointer, Number, Pointer});
  auto *G = cast<GlobalVariable>(M.getOrInsertGlobal("__refsan_thread", T));
  // Code for an executable, too: as a static library's it may be linked into a shared one.
  G->setThreadLocalMode(GlobalValue::InitialExecTLSModel);
  return G;
}

Value *RuntimeAbi::threadField(IRBuilder<> &B, ThreadField Field) {
  Value *Record = B.CreateThreadLocalAddress(threadRecord());
  return Field == Context ? Record : B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Record, Field * 8);
}

void RuntimeAbi::requireVersion() {
  Constant *Version = M.getOrInsertGlobal(REFSAN_ABI_SYMBOL_NAME, Type::getInt8Ty(M.getContext()));
  auto *Use = new GlobalVariable(M, Version->getType(), true, GlobalValue::PrivateLinkage, Version, "__refsan_abi");
  // llvm.used, not compiler.used: --gc-sections must not drop the reference.
  appendToUsed(M, {Use});
}

void RuntimeAbi::requireArchive() {
  Dl_info Info;
  if (!dladdr(reinterpret_cast<void *>(&functionType<void>), &Info) || !Info.dli_fname)
    return;
  SmallString<256> Archive(Info.dli_fname);
  sys::fs::make_absolute(Archive);
  sys::path::remove_filename(Archive);
  sys::path::append(Archive, "librefsan_rt.a");
  if (!sys::fs::exists(Archive))
    return; // the link error will name the missing symbols
  LLVMContext &C = M.getContext();
  M.getOrInsertNamedMetadata("llvm.dependent-libraries")->addOperand(MDNode::get(C, {MDString::get(C, Archive.str())}));
}

} // namespace refsan
