//===- VariableReader.cpp - somebody reads the variables ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/VariableReader.h"

#include "names/SymbolNames.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace refsan {

constexpr char ReaderName[] = "__refsan_reads_variables";

// clang marks what is compiled for a link that optimises, full or thin.
static bool isOptimisedByLinker(const Module &M) {
  return M.getModuleFlag("ThinLTO") || M.getModuleFlag("EnableSplitLTOUnit");
}

static bool mayHoldPointer(const GlobalVariable &V) {
  const DataLayout &DL = V.getDataLayout();
  return !V.isDeclaration() && !V.isConstant() && !V.hasAvailableExternallyLinkage() && V.getAddressSpace() == 0 &&
         !V.use_empty() && !V.getName().starts_with("llvm.") && !V.getName().starts_with("__refsan") &&
         V.getValueType()->isSized() && DL.getTypeStoreSize(V.getValueType()) >= DL.getPointerSize() &&
         !V.getValueType()->isFPOrFPVectorTy();
}

static SmallVector<GlobalVariable *, 16> variablesToRead(Module &M, bool Linked) {
  SmallVector<GlobalVariable *, 16> Found;
  for (GlobalVariable &V : M.globals())
    if (mayHoldPointer(V) && (Linked || V.hasLocalLinkage()))
      Found.push_back(&V);
  return Found;
}

// Single values are read as what they are: much is known of variables that are only loaded and
// stored. Of others any part is.
static Value *read(IRBuilder<> &B, GlobalVariable &V, Value *Offset) {
  Value *Place = &V;
  if (V.isThreadLocal())
    Place = B.CreateThreadLocalAddress(&V);
  Type *T = V.getValueType();
  const bool Single = T->isPointerTy() || T->isIntegerTy(B.getInt64Ty()->getBitWidth());
  Value *Word =
      Single ? B.CreateLoad(T, Place) : B.CreateAlignedLoad(B.getInt64Ty(), B.CreatePtrAdd(Place, Offset), Align(1));
  return T->isPointerTy() ? B.CreatePtrToInt(Word, B.getInt64Ty()) : Word;
}

void addVariableReader(Module &M, bool Optimises) {
  const bool Linked = isOptimisedByLinker(M) || isRust(M);
  if (!Optimises && !isOptimisedByLinker(M))
    return;
  SmallVector<GlobalVariable *, 16> Variables = variablesToRead(M, Linked);
  if (Variables.empty())
    return;
  IRBuilder<> B(M.getContext());
  auto *Type = FunctionType::get(B.getInt64Ty(), {B.getInt64Ty()}, false);
  Function *Reader = Function::Create(Type, GlobalValue::InternalLinkage, ReaderName, M);
  Reader->addFnAttr(Attribute::NoInline);
  Reader->addFnAttr(Attribute::Cold);
  Reader->addFnAttr(Attribute::NoUnwind);
  B.SetInsertPoint(BasicBlock::Create(M.getContext(), "", Reader));
  Value *All = B.getInt64(0);
  for (GlobalVariable *V : Variables)
    All = B.CreateXor(All, read(B, *V, Reader->getArg(0)));
  B.CreateRet(All);
  appendToCompilerUsed(M, {Reader});
}

PreservedAnalyses DropVariableReaderPass::run(Module &M, ModuleAnalysisManager &) {
  Function *Reader = M.getFunction(ReaderName);
  if (!Reader || !Reader->hasLocalLinkage())
    return PreservedAnalyses::all();
  removeFromUsedLists(M, [Reader](Constant *C) { return C->stripPointerCasts() == Reader; });
  Reader->dropAllReferences();
  Reader->eraseFromParent();
  for (GlobalVariable &V : make_early_inc_range(M.globals()))
    if (V.hasLocalLinkage() && V.use_empty() && !V.hasSection())
      V.eraseFromParent();
  return PreservedAnalyses::none();
}

} // namespace refsan
