//===- AllocWrappers.cpp - functions that allocate for others -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "classify/AllocWrappers.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace refsan {

constexpr unsigned MaxUses = 64;

// A parameter, or the variable that an unoptimised function has for it.
static bool isParameter(const Value *V) {
  if (isa<Argument>(V))
    return true;
  const auto *Load = dyn_cast<LoadInst>(V);
  const auto *Variable = Load ? dyn_cast<AllocaInst>(Load->getPointerOperand()) : nullptr;
  return Variable && any_of(Variable->users(), [&](const User *U) {
           const auto *Store = dyn_cast<StoreInst>(U);
           return Store && Store->getPointerOperand() == Variable && isa<Argument>(Store->getValueOperand());
         });
}

// The call returns the value: it is its first argument.
static bool returns(const CallBase &Call, const Value &V) {
  static const StringSet<> ByName = {
#define REFSAN_RETURNS_ARGUMENT(Name) Name,
#include "tables/LibraryCode.def"
  };
  const Function *Callee = Call.getCalledFunction();
  return Call.getReturnedArgOperand() == &V ||
         (Callee && Call.arg_size() && Call.getArgOperand(0) == &V && ByName.contains(Callee->getName()));
}

namespace {

struct Ways {
  bool Returned = false; // to the caller
  bool Stored = false;   // where a parameter points to
};

} // namespace

static void addUses(const Value &V, SmallSetVector<const Value *, 16> &Reached, Ways &Out) {
  for (const User *U : V.users()) {
    Out.Returned |= isa<ReturnInst>(U);
    const auto *Call = dyn_cast<CallBase>(U);
    if (isa<PHINode, SelectInst, GetElementPtrInst, FreezeInst>(U) || (Call && returns(*Call, V)))
      Reached.insert(U);
    const auto *Store = dyn_cast<StoreInst>(U);
    if (!Store || Store->getValueOperand() != &V)
      continue;
    const Value *Place = Store->getPointerOperand();
    Out.Stored |= isParameter(Place->stripInBoundsOffsets());
    if (const auto *Variable = dyn_cast<AllocaInst>(Place))
      for (const User *Of : Variable->users())
        if (const auto *Load = dyn_cast<LoadInst>(Of))
          Reached.insert(Load);
  }
}

// How what a call returned leaves the function around it.
static Ways waysOut(const CallBase &Call) {
  SmallSetVector<const Value *, 16> Reached;
  Ways Out;
  Reached.insert(&Call);
  for (unsigned I = 0; I < Reached.size() && I < MaxUses; ++I)
    addUses(*Reached[I], Reached, Out);
  return Out;
}

bool AllocWrappers::isForCaller(const CallBase &Call) {
  Ways Out = waysOut(Call);
  return Out.Returned || Out.Stored;
}

// Of another file, and returns a pointer that is no reference. (C's functions have the caller's line anyway.)
static bool mayBeWrapper(const Function &F) {
  return F.isDeclaration() && F.getName().starts_with("_Z") && F.getReturnType()->isPointerTy() &&
         !F.hasRetAttribute(Attribute::Dereferenceable) && !F.hasRetAttribute(Attribute::NonNull);
}

bool AllocWrappers::isRecipient(const CallBase &Call) const {
  const Function *Callee = Call.getCalledFunction();
  return Callee && Callee != Call.getFunction() && (Wrappers.contains(Callee) || mayBeWrapper(*Callee)) &&
         !waysOut(Call).Returned;
}

void AllocWrappers::find(const Module &M, CallClassifier &Classifier, LibraryCode &Library) {
  DenseMap<const Function *, SmallVector<const CallBase *, 4>> CallsOf;
  SmallVector<const Function *, 16> Work;
  auto Add = [&](const Function &F) {
    if (Wrappers.insert(&F).second)
      Work.push_back(&F);
  };
  for (const Function &F : M) {
    if (F.isDeclaration() || Library.isLibrary(F))
      continue;
    for (const Instruction &I : instructions(F)) {
      const auto *Call = dyn_cast<CallBase>(&I);
      if (!Call)
        continue;
      if (Classifier.allocation(*Call) && isForCaller(*Call))
        Add(F);
      else if (Call->getType()->isPointerTy() && Call->getCalledFunction())
        CallsOf[Call->getCalledFunction()].push_back(Call);
    }
  }
  while (!Work.empty()) // who returns what a wrapper returned is one
    for (const CallBase *Call : CallsOf.lookup(Work.pop_back_val()))
      if (waysOut(*Call).Returned)
        Add(*Call->getFunction());
}

} // namespace refsan
