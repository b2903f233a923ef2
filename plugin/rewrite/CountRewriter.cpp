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

#include "base/Instructions.h"
#include "rewrite/Rewriter.h"
#include "types/FieldWalker.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace refsan {

namespace {
struct Watched {
  Value *Handle;
  Value *Before; // what it held on entry; null: nothing yet
};
} // namespace

// The argument is a handle that the method may change: itself, "RefPtr &", or one by value.
static bool isChangeable(const Function &F, unsigned I, const CountedTypes &Counted) {
  DITypeRefArray Signature = signatureOf(F.getSubprogram());
  // A returned class shifts the arguments: its place comes first.
  unsigned Shift = F.hasStructRetAttr() ? 0 : 1;
  if (F.hasStructRetAttr() && I == 0)
    return true;
  const DIType *Declared = I + Shift < Signature.size() ? Signature[I + Shift] : nullptr;
  auto IsHandle = [&](const DIType *T) {
    const DIType *Class = strippedType(T);
    return isa_and_nonnull<DICompositeType>(Class) && Counted.isHandle(withoutArguments(fullTypeName(Class)));
  };
  if (IsHandle(Declared))
    return true; // by value: the caller's copy
  const auto *Reference = dyn_cast_or_null<DIDerivedType>(Declared);
  while (Reference && (Reference->getTag() == dwarf::DW_TAG_const_type || Reference->getTag() == dwarf::DW_TAG_typedef))
    Reference = dyn_cast_or_null<DIDerivedType>(Reference->getBaseType());
  if (!Reference || !Reference->getBaseType())
    return false;
  if (const auto *Constant = dyn_cast<DIDerivedType>(Reference->getBaseType());
      Constant && Constant->getTag() == dwarf::DW_TAG_const_type)
    return false;
  return IsHandle(Reference->getBaseType());
}

static Value *holdsNow(IRBuilder<> &B, const Watched &W) { return B.CreateLoad(B.getPtrTy(), W.Handle); }

static void setIfChanged(Instruction &Before, const Watched &W, bool Copies, Constant *Site, RuntimeAbi &Abi) {
  IRBuilder<> B(&Before);
  Value *Now = holdsNow(B, W);
  FunctionCallee Set = Abi.get(Copies ? Entry::__refsan_handle_copied : Entry::__refsan_handle_set);
  if (!W.Before) {
    B.CreateCall(Set, {W.Handle, Now, Site});
    return;
  }
  Instruction *Then = SplitBlockAndInsertIfThen(decided(B, B.CreateICmpNE(Now, W.Before)), Before.getIterator(), false);
  IRBuilder<> Changed(Then);
  Changed.CreateCall(Set, {W.Handle, Now, Site});
}

// The first has what the second held, which has something else now: it was moved.
static void setOrMove(ReturnInst &Return, const Watched &To, const Watched &From, Constant *Site, RuntimeAbi &Abi) {
  IRBuilder<> B(&Return);
  Value *Now = holdsNow(B, To);
  Value *Moved = B.CreateAnd(B.CreateICmpEQ(Now, From.Before), B.CreateICmpNE(holdsNow(B, From), From.Before));
  Instruction *Then, *Else;
  SplitBlockAndInsertIfThenElse(decided(B, Moved), Return.getIterator(), &Then, &Else);
  IRBuilder<>(Then).CreateCall(Abi.get(Entry::__refsan_handle_swap), {To.Handle, From.Handle, Site});
  setIfChanged(*Else, To, false, Site, Abi);
  setIfChanged(*Else, From, false, Site, Abi);
}

void watchHandles(Function &F, const CountedTypes &Counted, SymbolNames &Names, RuntimeAbi &Abi, SiteInfo &Sites) {
  StringRef Method = StringRef(Names.get(F.getName()).Path);
  Method = Method.substr(Method.rfind("::") + 2);
  Instruction &First = *F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  if (Method.starts_with("~")) {
    IRBuilder<> B(&First);
    B.CreateCall(Abi.get(Entry::__refsan_hint_slot), {B.CreateLoad(B.getPtrTy(), F.getArg(0)), F.getArg(0)});
    for (ReturnInst *R : returnsOf(F))
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
  for (ReturnInst *R : returnsOf(F)) {
    if (All.size() == 2 && All[1].Before) {
      setOrMove(*R, All[0], All[1], Site, Abi);
      continue;
    }
    for (const Watched &W : All)
      setIfChanged(*R, W, All.size() == 1, Site, Abi);
  }
}

void watchAdoption(Function &F, SymbolNames &Names, RuntimeAbi &Abi, SiteInfo &Sites) {
  for (StoreInst *Store : storesToResult(F)) {
    IRBuilder<> B(Store->getNextNode());
    B.SetCurrentDebugLocation(Store->getDebugLoc());
    B.CreateCall(
        Abi.get(Entry::__refsan_handle_copied),
        {F.getArg(0), Store->getValueOperand(), Sites.site(*Store, Op::Retain, {}, Names.get(F.getName()).Pretty)});
  }
}

void instrumentCount(Function &F, const CountFunction &What, SymbolNames &Names, RuntimeAbi &Abi, SiteInfo &Sites) {
  Instruction &First = *F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  IRBuilder<> B(&First);
  Value *Object = F.getArg(What.Argument);
  if (What.Behind) {
    B.SetInsertPoint(SplitBlockAndInsertIfThen(decided(B, B.CreateIsNotNull(Object)), First.getIterator(), false));
    Object = B.CreateLoad(B.getPtrTy(), Object);
  }
  if (What.Role == CountRole::Release)
    B.CreateCall(Abi.get(Entry::__refsan_counted_release), {Object});
  else
    B.CreateCall(Abi.get(Entry::__refsan_counted_retain),
                 {Object, Sites.site(First, Op::Retain, {}, Names.get(F.getName()).Pretty)});
}

} // namespace refsan
