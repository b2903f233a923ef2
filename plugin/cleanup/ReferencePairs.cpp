//===- ReferencePairs.cpp - references taken and given up in one function -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handle that a local variable holds from its clone to its drop keeps nothing
// alive that leaks: while it is there, the stack refers to its object. After
// inlining, both ends are in one function: a retain at a line, and on each way
// from it a release that the drop of that variable has announced with this line
// (HandleFlow). Such a pair needs no record.
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "base/PassOptions.h"
#include "cleanup/CleanupPasses.h"
#include "cleanup/ContextFlow.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;

namespace refsan {

static constexpr const char *HintEntry = "__refsan_hint_release";

namespace {

// A call of an entry point that takes an object and a site.
struct Operation {
  CallInst *Call = nullptr;
  Value *Object = nullptr;
  const Value *Site = nullptr;
};

struct Retain : Operation {
  const Value *Line = nullptr; // the user's
};

// A hint with the release that it is about.
struct Drop : Operation {
  CallInst *Release = nullptr;
};

class ReferencePairs {
  Function &F;
  DominatorTree &DT;
  std::optional<ContextFlow> Flow; // absent: no context, no line
  SmallVector<Retain, 4> Retains;
  SmallVector<Drop, 4> Drops;

  void collect();
  bool endsEverywhere(const Retain &R, ArrayRef<const Drop *> Ends) const;
  bool dropPair(const Retain &R);
  bool dropEmpty();

public:
  ReferencePairs(Function &F, DominatorTree &DT) : F(F), DT(DT) {
    if (const GlobalVariable *Record = ContextFlow::recordOf(F))
      Flow.emplace(F, *Record);
  }
  bool run();
};

} // namespace

static Operation operation(Instruction &I, StringRef Entry) {
  if (calledName(I) != Entry)
    return {};
  auto *Call = cast<CallInst>(&I);
  return {Call, Call->getArgOperand(0), Call->getArgOperand(1)};
}

static bool isCall(const Instruction &I) {
  const auto *Intrinsic = dyn_cast<IntrinsicInst>(&I);
  return isa<CallBase>(I) && !(Intrinsic && Intrinsic->isAssumeLikeIntrinsic());
}

// The release of the object that comes next, before any other call.
static CallInst *nextRelease(BasicBlock::iterator At, BasicBlock::iterator End, const Value *Object) {
  for (; At != End; ++At)
    if (isCall(*At)) {
      Operation Release = operation(*At, "__refsan_release");
      return Release.Object == Object ? Release.Call : nullptr;
    }
  return nullptr;
}

// Of a handle that may be null, the release is on one side of a branch.
static CallInst *releaseOf(const Operation &Hint) {
  BasicBlock &Block = *Hint.Call->getParent();
  auto After = std::next(Hint.Call->getIterator());
  if (CallInst *Here = nextRelease(After, Block.end(), Hint.Object))
    return Here;
  BasicBlock *Null, *Other;
  using namespace PatternMatch;
  CmpPredicate Predicate;
  if (!match(Block.getTerminator(), m_Br(m_ICmp(Predicate, m_Specific(Hint.Object), m_Zero()), Null, Other)))
    return nullptr;
  if (Predicate == ICmpInst::ICMP_NE)
    std::swap(Null, Other);
  else if (Predicate != ICmpInst::ICMP_EQ)
    return nullptr;
  bool Quiet = none_of(make_range(After, Block.end()), isCall);
  return Quiet && Other->getSinglePredecessor() ? nextRelease(Other->begin(), Other->end(), Hint.Object) : nullptr;
}

void ReferencePairs::collect() {
  if (Flow)
    Flow->run();
  for (BasicBlock &Block : F) {
    if (!DT.isReachableFromEntry(&Block))
      continue;
    Value *Context = Flow ? Flow->before(Block) : nullptr;
    for (Instruction &I : Block) {
      if (Operation R = operation(I, "__refsan_retain"); R.Call && Context && isa<Constant>(Context) && Context != &F)
        Retains.push_back({R, Context});
      if (Operation Hint = operation(I, HintEntry); Hint.Call && isa<Constant>(Hint.Site))
        if (CallInst *Release = releaseOf(Hint))
          Drops.push_back({Hint, Release});
      Context = Flow ? Flow->after(I, Context) : nullptr;
    }
  }
}

// Every way from the retain leads to one of its ends, and not by the retain again.
bool ReferencePairs::endsEverywhere(const Retain &R, ArrayRef<const Drop *> Ends) const {
  SmallPtrSet<const Instruction *, 8> Stops, Others;
  for (const Drop *D : Ends)
    Stops.insert(D->Call);
  for (const Retain &Other : Retains)
    if (Other.Object == R.Object && Other.Line == R.Line)
      Others.insert(Other.Call);
  SmallPtrSet<const BasicBlock *, 32> Visited;
  SmallVector<const BasicBlock *, 32> Work;
  // True: the block is left by its end.
  auto Walk = [&](BasicBlock::const_iterator At, const BasicBlock &Block, bool &Fails) {
    for (; At != Block.end(); ++At) {
      if (Stops.contains(&*At))
        return false;
      Fails |= Others.contains(&*At) || isa<ReturnInst, ResumeInst, CleanupReturnInst>(*At);
    }
    return true;
  };
  bool Fails = false;
  auto Leave = [&](const BasicBlock &Block) {
    for (const BasicBlock *Next : successors(&Block))
      if (Visited.insert(Next).second)
        Work.push_back(Next);
  };
  if (Walk(std::next(R.Call->getIterator()), *R.Call->getParent(), Fails))
    Leave(*R.Call->getParent());
  while (!Work.empty() && !Fails) {
    const BasicBlock *Block = Work.pop_back_val();
    if (Walk(Block->begin(), *Block, Fails))
      Leave(*Block);
  }
  return !Fails;
}

bool ReferencePairs::dropPair(const Retain &R) {
  SmallVector<const Drop *, 4> Ends;
  for (const Drop &D : Drops)
    if (D.Object == R.Object && D.Site == R.Line) {
      if (!DT.dominates(R.Call, D.Call))
        return false;
      Ends.push_back(&D);
    }
  if (Ends.empty() || !endsEverywhere(R, Ends))
    return false;
  for (const Drop *D : Ends) {
    D->Release->eraseFromParent();
    D->Call->eraseFromParent();
  }
  R.Call->eraseFromParent();
  return true;
}

// A release of the reference that the object was made with changes no record.
bool ReferencePairs::dropEmpty() {
  bool Any = false;
  for (const Drop &D : Drops)
    if (cast<Constant>(D.Site)->isNullValue()) {
      D.Release->eraseFromParent();
      D.Call->eraseFromParent();
      Any = true;
    }
  return Any;
}

// What goes is not looked at again: the next round collects anew.
bool ReferencePairs::run() {
  bool Changed = false;
  for (bool Again = true; Again; Changed |= Again) {
    Retains.clear();
    Drops.clear();
    collect();
    Again = dropEmpty() || any_of(Retains, [this](const Retain &R) { return dropPair(R); });
  }
  return Changed;
}

PreservedAnalyses ReferencePairPass::run(Function &F, FunctionAnalysisManager &FAM) {
  bool Hints =
      passOptions().Elide && any_of(instructions(F), [](Instruction &I) { return operation(I, HintEntry).Call; });
  if (!Hints || !ReferencePairs(F, FAM.getResult<DominatorTreeAnalysis>(F)).run())
    return PreservedAnalyses::all();
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
