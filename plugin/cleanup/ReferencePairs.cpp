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
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;

namespace refsan {

namespace {

// Of handles, and of counts inside objects.
struct Entries {
  StringRef Retain, Hint, Release;
};
constexpr Entries Handles = {"__refsan_retain", "__refsan_hint_release", "__refsan_release"};
constexpr Entries Counts = {"__refsan_counted_retain", "__refsan_hint_counted", "__refsan_counted_release"};

// A call of an entry point that takes an object and a site.
struct Operation {
  CallInst *Call = nullptr;
  Value *Object = nullptr;
  const Value *Site = nullptr;
  const Entries *Kind = nullptr;
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
  bool endsEverywhere(const Retain &R, ArrayRef<const Drop *> Ends, SmallVectorImpl<Instruction *> &Unwinds) const;
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

static Operation operation(Instruction &I, StringRef Entries::*Entry) {
  StringRef Name = calledName(I);
  for (const Entries *Kind : {&Handles, &Counts})
    if (Name == Kind->*Entry) {
      auto *Call = cast<CallInst>(&I);
      return {Call, Call->getArgOperand(0), Call->arg_size() > 1 ? Call->getArgOperand(1) : nullptr, Kind};
    }
  return {};
}

static bool isCall(const Instruction &I) {
  const auto *Intrinsic = dyn_cast<IntrinsicInst>(&I);
  return isa<CallBase>(I) && !(Intrinsic && Intrinsic->isAssumeLikeIntrinsic());
}

// The release of the object that comes next, before any other call.
static CallInst *nextRelease(BasicBlock::iterator At, BasicBlock::iterator End, const Operation &Hint) {
  for (; At != End; ++At)
    if (isCall(*At)) {
      Operation Release = operation(*At, &Entries::Release);
      return Release.Object == Hint.Object && Release.Kind == Hint.Kind ? Release.Call : nullptr;
    }
  return nullptr;
}

// Of a handle that may be null, the release is on one side of a branch.
static CallInst *releaseOf(const Operation &Hint) {
  BasicBlock &Block = *Hint.Call->getParent();
  auto After = std::next(Hint.Call->getIterator());
  if (CallInst *Here = nextRelease(After, Block.end(), Hint))
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
  return Quiet && Other->getSinglePredecessor() ? nextRelease(Other->begin(), Other->end(), Hint) : nullptr;
}

void ReferencePairs::collect() {
  if (Flow)
    Flow->run();
  for (BasicBlock &Block : F) {
    if (!DT.isReachableFromEntry(&Block))
      continue;
    Value *Context = Flow ? Flow->before(Block) : nullptr;
    for (Instruction &I : Block) {
      if (Operation R = operation(I, &Entries::Retain); R.Call && Context && isa<Constant>(Context) && Context != &F)
        Retains.push_back({R, Context});
      if (Operation Hint = operation(I, &Entries::Hint); Hint.Call && isa<Constant>(Hint.Site))
        if (CallInst *Release = releaseOf(Hint))
          Drops.push_back({Hint, Release});
      Context = Flow ? Flow->after(I, Context) : nullptr;
    }
  }
}

// Blocks from which one of the ends is reached.
template <typename Drops> static SmallPtrSet<BasicBlock *, 32> leadingTo(const Drops &Ends) {
  SmallPtrSet<BasicBlock *, 32> Found;
  SmallVector<BasicBlock *, 32> Work;
  for (const auto *End : Ends)
    Work.push_back(End->Call->getParent());
  while (!Work.empty())
    if (BasicBlock *Block = Work.pop_back_val(); Found.insert(Block).second)
      append_range(Work, predecessors(Block));
  return Found;
}

// Every way from the retain leads to one of its ends, and not by the retain again. A count inside an object that
// nobody gives up where an exception passes by is still there then.
bool ReferencePairs::endsEverywhere(const Retain &R, ArrayRef<const Drop *> Ends,
                                    SmallVectorImpl<Instruction *> &Unwinds) const {
  SmallPtrSet<const Instruction *, 8> Stops, Others;
  for (const Drop *D : Ends)
    Stops.insert(D->Call);
  for (const Retain &Other : Retains)
    if (Other.Object == R.Object && Other.Line == R.Line)
      Others.insert(Other.Call);
  SmallPtrSet<const BasicBlock *, 32> Visited;
  SmallVector<BasicBlock *, 32> Work;
  // True: the block is left by its end.
  auto Walk = [&](BasicBlock::iterator At, BasicBlock &Block, bool &Fails) {
    for (; At != Block.end(); ++At) {
      if (Stops.contains(&*At))
        return false;
      const auto *Call = dyn_cast<CallInst>(&*At);
      bool Leaves = R.Kind == &Counts && Call && !Call->doesNotThrow(); // by no landing pad
      Fails |= Leaves || Others.contains(&*At) || isa<ReturnInst, ResumeInst, CleanupReturnInst>(*At);
    }
    return true;
  };
  bool Fails = false;
  SmallPtrSet<BasicBlock *, 32> Ending = leadingTo(Ends);
  auto IsPassed = [&](BasicBlock &Block) {
    return R.Kind == &Counts && Block.isLandingPad() && !Ending.contains(&Block) && DT.dominates(R.Call, &Block);
  };
  auto Leave = [&](BasicBlock &Block) {
    for (BasicBlock *Next : successors(&Block))
      if (!Visited.insert(Next).second)
        continue;
      else if (IsPassed(*Next))
        Unwinds.push_back(&*Next->getFirstInsertionPt());
      else
        Work.push_back(Next);
  };
  if (Walk(std::next(R.Call->getIterator()), *R.Call->getParent(), Fails))
    Leave(*R.Call->getParent());
  while (!Work.empty() && !Fails) {
    BasicBlock *Block = Work.pop_back_val();
    if (Walk(Block->begin(), *Block, Fails))
      Leave(*Block);
  }
  return !Fails;
}

static void recordBefore(Instruction &Place, const Retain &R) {
  IRBuilder<> B(&Place);
  B.SetCurrentDebugLocation(R.Call->getDebugLoc());
  Value *Context = B.CreateThreadLocalAddress(Place.getModule()->getNamedGlobal("__refsan_thread"));
  Value *Outer = B.CreateLoad(B.getPtrTy(), Context);
  B.CreateStore(const_cast<Value *>(R.Line), Context);
  R.Call->clone()->insertInto(Place.getParent(), Place.getIterator());
  B.CreateStore(Outer, Context);
}

bool ReferencePairs::dropPair(const Retain &R) {
  SmallVector<const Drop *, 4> Ends;
  for (const Drop &D : Drops)
    if (D.Kind == R.Kind && D.Object == R.Object && D.Site == R.Line) {
      if (!DT.dominates(R.Call, D.Call))
        return false;
      Ends.push_back(&D);
    }
  SmallVector<Instruction *, 2> Unwinds;
  if (Ends.empty() || !endsEverywhere(R, Ends, Unwinds))
    return false;
  for (Instruction *Resume : Unwinds)
    recordBefore(*Resume, R);
  for (const Drop *D : Ends) {
    D->Release->eraseFromParent();
    D->Call->eraseFromParent();
  }
  R.Call->eraseFromParent();
  return true;
}

// A release of the reference that a handle's object was made with changes no record.
bool ReferencePairs::dropEmpty() {
  bool Any = false;
  for (const Drop &D : Drops)
    if (D.Kind == &Handles && cast<Constant>(D.Site)->isNullValue()) {
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
      passOptions().Elide && any_of(instructions(F), [](Instruction &I) { return operation(I, &Entries::Hint).Call; });
  if (!Hints || !ReferencePairs(F, FAM.getResult<DominatorTreeAnalysis>(F)).run())
    return PreservedAnalyses::all();
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
