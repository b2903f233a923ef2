//===- WeakMembers.cpp - fields with weak references ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocols/WeakMembers.h"
#include "types/StaticTypes.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

// The variable that the pointer was loaded from, or that alone gets it; else the pointer.
static const Value *nameOf(const Value *Pointer) {
  if (const auto *Load = dyn_cast<LoadInst>(Pointer))
    return isa<AllocaInst>(Load->getPointerOperand()) ? Load->getPointerOperand() : Pointer;
  for (const User *U : Pointer->users())
    if (const auto *Store = dyn_cast<StoreInst>(U); Store && Store->getValueOperand() == Pointer)
      if (isa<AllocaInst>(Store->getPointerOperand()))
        return Store->getPointerOperand();
  return Pointer;
}

// "n->parent = p; node_watch(n->parent)": the pointer was loaded from this member.
static const DIDerivedType *memberOfLoad(const Value *Pointer) {
  const auto *Load = dyn_cast<LoadInst>(Pointer);
  return Load ? staticMember(*Load, *Load->getPointerOperand()) : nullptr;
}

// f(member) for each that a call's reference is stored to.
template <typename Visit> static void forEachFilled(const CallBase &Call, const Value &Object, Visit F) {
  for (const Instruction &I : instructions(*Call.getFunction())) {
    const auto *Store = dyn_cast<StoreInst>(&I);
    if (!Store || !Store->getValueOperand()->getType()->isPointerTy() || isa<AllocaInst>(Store->getPointerOperand()))
      continue;
    const Value *Stored = Store->getValueOperand(), *Name = nameOf(Stored);
    const DIDerivedType *Member = staticMember(*Store, *Store->getPointerOperand());
    bool Same = Stored == &Call || Name == nameOf(&Call) || Name == nameOf(&Object) || memberOfLoad(&Object) == Member;
    if (Member && Same)
      F(Member);
  }
}

WeakMembers::WeakMembers(const Module &M, const DeclaredFunctions &Declared) {
  DenseSet<const DIDerivedType *> Strong;
  for (const Function &F : M) {
    const DeclaredFunction *D = Declared.find(F);
    bool Weak = D && D->Role == DeclaredRole::WeakRetain;
    if (!Weak && !(D && D->Role == DeclaredRole::Retain))
      continue;
    for (const User *U : F.users()) {
      const auto *Call = dyn_cast<CallBase>(U);
      if (!Call || Call->getCalledFunction() != &F)
        continue;
      unsigned Argument = D->Argument == ~0u ? ~0u : argumentOf(F, D->Argument);
      const Value *Object = Argument < Call->arg_size() ? Call->getArgOperand(Argument) : Call;
      forEachFilled(*Call, *Object, [&](const DIDerivedType *Member) { (Weak ? Found : Strong).insert(Member); });
    }
  }
  for (const DIDerivedType *Member : Strong)
    Found.erase(Member);
}

} // namespace refsan
