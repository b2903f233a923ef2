//===- KnownExits.cpp - loops an optimiser may find endless ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/KnownExits.h"
#include "frames/CheckReach.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace refsan {
namespace {

using Blocks = SmallPtrSet<const BasicBlock *, 8>;

const Value *conditionOf(const Instruction &End) {
  if (const auto *Branch = dyn_cast<BranchInst>(&End))
    return Branch->isConditional() ? Branch->getCondition() : nullptr;
  const auto *Switch = dyn_cast<SwitchInst>(&End);
  return Switch ? Switch->getCondition() : nullptr;
}

// What an optimiser may come to know of values, with all that calls a function in sight.
class KnownValues {
  DenseMap<const Value *, bool> Found;

  bool stored(const AllocaInst &Local, unsigned Calls) {
    return all_of(Local.users(), [&](const User *U) {
      const auto *Store = dyn_cast<StoreInst>(U);
      return !Store || Store->getPointerOperand() != &Local || isKnown(*Store->getValueOperand(), Calls);
    });
  }
  bool returned(const CallBase &Call, unsigned Calls) {
    const Function *Callee = Call.getCalledFunction();
    if (!Callee || Callee->isDeclaration() || Calls == 0)
      return false;
    return all_of(instructions(*Callee), [&](const Instruction &I) {
      const auto *Return = dyn_cast<ReturnInst>(&I);
      return !Return || (Return->getReturnValue() && isKnown(*Return->getReturnValue(), Calls - 1));
    });
  }
  // One of the values, where it is known that it is this one.
  bool chosen(const PHINode &Phi, unsigned Calls) {
    for (unsigned I = 0; I < Phi.getNumIncomingValues(); ++I) {
      const Value *Way = conditionOf(*Phi.getIncomingBlock(I)->getTerminator());
      if (isKnown(*Phi.getIncomingValue(I), Calls) && (!Way || isKnown(*Way, Calls)))
        return true;
    }
    return false;
  }
  bool find(const Value &V, unsigned Calls) {
    if (const auto *Variable = dyn_cast<GlobalVariable>(&V))
      return Variable->hasInitializer();
    if (isa<Constant, Argument>(V))
      return true;
    if (const auto *Local = dyn_cast<AllocaInst>(&V))
      return stored(*Local, Calls);
    if (const auto *Call = dyn_cast<CallBase>(&V))
      return returned(*Call, Calls);
    if (const auto *Phi = dyn_cast<PHINode>(&V))
      return chosen(*Phi, Calls);
    if (const auto *Select = dyn_cast<SelectInst>(&V))
      return isKnown(*Select->getCondition(), Calls) &&
             (isKnown(*Select->getTrueValue(), Calls) || isKnown(*Select->getFalseValue(), Calls));
    if (const auto *Load = dyn_cast<LoadInst>(&V); Load && !Load->isSimple())
      return false;
    if (!isa<LoadInst, BinaryOperator, CmpInst, CastInst, GetElementPtrInst, FreezeInst, ExtractValueInst>(V))
      return false;
    return all_of(cast<Instruction>(V).operands(), [&](const Use &Part) { return isKnown(*Part, Calls); });
  }

public:
  // What depends on itself is another value each time.
  bool isKnown(const Value &V, unsigned Calls = 2) {
    auto [Before, New] = Found.try_emplace(&V, false);
    if (!New)
      return Before->second;
    bool Known = find(V, Calls);
    return Found[&V] = Known;
  }
};

bool leadsOut(const BasicBlock *Next, const Blocks &Loop) {
  return !Loop.contains(Next) && !Next->isEHPad() && !isa<UnreachableInst>(Next->getTerminator());
}

bool hasCheck(const Blocks &Loop) {
  return any_of(Loop, [](const BasicBlock *Block) {
    return any_of(*Block, [](const Instruction &I) {
      const auto *Call = dyn_cast<CallBase>(&I);
      return Call && mayCheckDuring(*Call);
    });
  });
}

// Takes away blocks from which the loop is left, wherever branches that may be known lead; but for `Opened` those.
void keepTrapped(Blocks &Loop, KnownValues &Values, const SmallPtrSetImpl<const Instruction *> &Opened) {
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const BasicBlock *Block : SmallVector<const BasicBlock *, 8>(Loop.begin(), Loop.end())) {
      const Instruction &End = *Block->getTerminator();
      auto Out = [&](const BasicBlock *Next) { return leadsOut(Next, Loop); };
      const Value *Condition = conditionOf(End);
      bool Known = Condition && !Opened.contains(&End) && Values.isKnown(*Condition);
      if (Known ? all_of(successors(Block), Out) : any_of(successors(Block), Out))
        Changed |= Loop.erase(Block);
    }
  }
}

} // namespace

SmallVector<Instruction *, 2> knownExits(Function &F) {
  SmallVector<Instruction *, 2> Found;
  SmallPtrSet<const Instruction *, 4> Opened;
  KnownValues Values;
  for (auto Component = scc_begin(&F); !Component.isAtEnd(); ++Component) {
    if (!Component.hasCycle())
      continue;
    Blocks Loop(Component->begin(), Component->end());
    for (bool More = hasCheck(Loop); More;) {
      keepTrapped(Loop, Values, Opened);
      More = false;
      for (BasicBlock *Block : *Component) {
        Instruction *End = Block->getTerminator();
        bool Leaves = any_of(successors(Block), [&](const BasicBlock *Next) { return leadsOut(Next, Loop); });
        if (Loop.contains(Block) && Leaves && hasCheck(Loop) && Opened.insert(End).second) {
          Found.push_back(End);
          More = true;
        }
      }
    }
  }
  return Found;
}

} // namespace refsan
