//===- MadeObjects.cpp - objects that others allocate for the user --------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MadeObjects.h"
#include "CountedTypes.h"
#include "Rewriter.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace refsan {

MadeObjects::MadeObjects(const Module &M, const DeclaredFunctions &Declared, TypeDescriber &Types, TypeHints &Hints,
                         SiteInfo &Sites)
    : Declared(Declared), Types(Types), Hints(Hints), Sites(Sites) {
  findInitialisers(M);
}

void MadeObjects::findInitialisers(const Module &M) {
  auto Find = [&](StringRef Registers, unsigned Argument, unsigned Size) -> void {
    const Function *F = M.getFunction(Registers);
    if (!F)
      return;
    for (const User *U : F->users()) {
      const auto *Call = dyn_cast<CallBase>(U);
      if (!Call || Call->getCalledFunction() != F || Call->arg_size() <= std::max(Argument, Size))
        continue;
      const auto *Initialiser = dyn_cast<Function>(Call->getArgOperand(Argument)->stripPointerCasts());
      const auto *Bytes = dyn_cast<ConstantInt>(Call->getArgOperand(Size));
      const DIType *T = Initialiser && !Initialiser->isDeclaration() ? pointeeOfArgument(*Initialiser, 0) : nullptr;
      if (T && Bytes && T->getSizeInBits() == Bytes->getZExtValue() * 8)
        Initialised[Initialiser] = T;
    }
  };
#define REFSAN_INITIALISER(Function, Argument, Size) Find(Function, Argument, Size);
#include "tables/ObjectMakers.def"
}

static bool isMaker(StringRef Function) {
  static constexpr StringRef Makers[] = {
#define REFSAN_MAKER(Function) Function,
#include "tables/ObjectMakers.def"
  };
  return is_contained(Makers, Function);
}

void MadeObjects::collect(Function &F) {
  Found.clear();
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    const DeclaredFunction *D = Callee ? Declared.find(*Callee) : nullptr;
    bool Allocates = D && D->Role == DeclaredRole::Allocator;
    bool Makes = Callee && (D ? D->Role == DeclaredRole::Make : isMaker(Callee->getName()));
    if ((!Allocates && !Makes) || Call->isMustTailCall() || !insertionPointAfter(Call))
      continue;
    SiteType Type = Allocates ? Hints.forBlock(*Call, *Call->getArgOperand(argumentOf(*Callee, D->Argument)))
                              : Hints.forObject(*Call);
    if (Allocates || Type.Type)
      Found.push_back({Call, Sites.site(I, Op::Alloc, Type), Allocates});
  }
}

void MadeObjects::rewrite(Function &F, RuntimeAbi &Abi) {
  for (const Made &M : Found) {
    IRBuilder<> B(insertionPointAfter(M.Call));
    B.SetCurrentDebugLocation(M.Call->getDebugLoc());
    if (M.Allocated)
      B.CreateCall(Abi.get(Entry::__refsan_allocated), {M.Call, M.Site});
    else
      B.CreateCall(Abi.get(Entry::__refsan_seen), {M.Call, M.Site});
  }
  auto It = Initialised.find(&F);
  if (It == Initialised.end() || F.arg_empty())
    return;
  // The library may have put something of its own in front of the object.
  Instruction &First = *F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  GlobalVariable *T = Types.describe(It->second, false);
  Constant *AtStart = Sites.site(First, Op::Alloc, {T, Layout::One});
  Constant *AtEnd = Sites.site(First, Op::Alloc, {T, Layout::End});
  IRBuilder<>(&First).CreateCall(Abi.get(Entry::__refsan_made), {F.getArg(0), AtStart, AtEnd});
}

} // namespace refsan
