//===- CountRewriter.cpp - counts inside objects --------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Retain and release functions report what they do. The user's counted pointers:
// a class that is one counted pointer has constructors, assignments, swaps and
// resets under whatever name: what counts is whether a handle that the method
// was given holds another object afterwards.
//
//===----------------------------------------------------------------------===//

#include "FieldWalker.h"
#include "Rewriter.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace refsan {

namespace {
struct Watched {
  Value *Handle;
  Value *Before; // what it held on entry; null: nothing yet
};
} // namespace

// The argument is a handle that the method may change: itself, or "RefPtr &".
static bool isChangeable(const Function &F, unsigned I, const CountedTypes &Counted) {
  const DISubprogram *SP = F.getSubprogram();
  auto Signature = SP && SP->getType() ? SP->getType()->getTypeArray() : DITypeRefArray(nullptr);
  // A returned class shifts the arguments: its place comes first.
  unsigned Shift = F.hasStructRetAttr() ? 0 : 1;
  if (F.hasStructRetAttr() && I == 0)
    return true;
  const auto *Reference = I + Shift < Signature.size() ? dyn_cast_or_null<DIDerivedType>(Signature[I + Shift]) : nullptr;
  while (Reference && (Reference->getTag() == dwarf::DW_TAG_const_type || Reference->getTag() == dwarf::DW_TAG_typedef))
    Reference = dyn_cast_or_null<DIDerivedType>(Reference->getBaseType());
  if (!Reference || !Reference->getBaseType())
    return false;
  if (const auto *Constant = dyn_cast<DIDerivedType>(Reference->getBaseType());
      Constant && Constant->getTag() == dwarf::DW_TAG_const_type)
    return false;
  const DIType *Class = strippedType(Reference->getBaseType());
  return Class && Counted.isHandle(withoutArguments(fullTypeName(Class)));
}

static void setIfChanged(ReturnInst &Return, const Watched &W, Constant *Site, RuntimeAbi &Abi) {
  IRBuilder<> B(&Return);
  Value *Now = B.CreateLoad(B.getPtrTy(), W.Handle);
  if (!W.Before) {
    B.CreateCall(Abi.get(Entry::__refsan_handle_set), {W.Handle, Now, Site});
    return;
  }
  Instruction *Then = SplitBlockAndInsertIfThen(B.CreateICmpNE(Now, W.Before), Return.getIterator(), false);
  IRBuilder<> Changed(Then);
  Changed.CreateCall(Abi.get(Entry::__refsan_handle_set), {W.Handle, Now, Site});
}

Instruction *insertionPointAfter(Instruction *I) {
  auto *Invoke = dyn_cast<InvokeInst>(I);
  if (!Invoke)
    return I->getNextNode();
  BasicBlock *Normal = Invoke->getNormalDest();
  return Normal->getSinglePredecessor() ? &*Normal->getFirstInsertionPt() : nullptr;
}

static SmallVector<ReturnInst *, 4> returns(Function &F) {
  SmallVector<ReturnInst *, 4> Found;
  for (Instruction &I : instructions(F))
    if (auto *R = dyn_cast<ReturnInst>(&I); R && !R->getParent()->getTerminatingMustTailCall())
      Found.push_back(R);
  return Found;
}

void watchHandles(Function &F, const CountedTypes &Counted, SymbolNames &Names, RuntimeAbi &Abi, SiteInfo &Sites) {
  StringRef Method = StringRef(Names.get(F.getName()).Path);
  Method = Method.substr(Method.rfind("::") + 2);
  Instruction &First = *F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  if (Method.starts_with("~")) {
    for (ReturnInst *R : returns(F))
      IRBuilder<>(R).CreateCall(Abi.get(Entry::__refsan_handle_clear), {F.getArg(0)});
    return;
  }
  bool Constructs = !Names.get(F.getName()).ConstructedType.empty();
  SmallVector<Watched, 2> All;
  for (unsigned I = 0; I < F.arg_size(); ++I) {
    if (!F.getArg(I)->getType()->isPointerTy() || !isChangeable(F, I, Counted))
      continue;
    bool Made = I == 0 && (Constructs || F.hasStructRetAttr());
    IRBuilder<> B(&First);
    All.push_back({F.getArg(I), Made ? nullptr : B.CreateLoad(B.getPtrTy(), F.getArg(I))});
  }
  if (All.empty())
    return;
  Constant *Site = Sites.site(First, Op::Retain, {}, Names.get(F.getName()).Pretty);
  for (ReturnInst *R : returns(F))
    for (const Watched &W : All)
      setIfChanged(*R, W, Site, Abi);
}

void instrumentCount(Function &F, const CountFunction &What, SymbolNames &Names, RuntimeAbi &Abi, SiteInfo &Sites) {
  Instruction &First = *F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  IRBuilder<> B(&First);
  Value *Object = F.getArg(What.Argument);
  if (What.Role == CountRole::Release)
    B.CreateCall(Abi.get(Entry::__refsan_counted_release), {Object});
  else
    B.CreateCall(Abi.get(Entry::__refsan_counted_retain),
                 {Object, Sites.site(First, Op::Retain, {}, Names.get(F.getName()).Pretty)});
}

} // namespace refsan
