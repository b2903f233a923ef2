//===- ContextStores.cpp - contexts that nobody sees ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM cannot know that calls leave the context as they found it, that most
// instructions do not read it, and which calls could record anything.
//
//===----------------------------------------------------------------------===//

#include "cleanup/CleanupPasses.h"
#include "cleanup/ContextFlow.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

namespace {

constexpr unsigned FieldCount = ContextFlow::FieldCount;

class ContextStores {
  Function &F;
  GlobalVariable &Record;
  ContextFlow Flow;
  SmallVector<StoreInst *, 8> Dropped;

  DenseMap<const BasicBlock *, unsigned> SeenIn; // where a block begins

  unsigned seenBefore(const Instruction &I, unsigned SeenAfter, bool Drop);
  bool seesContext(const Instruction &I);
  void dropUnseen();
  bool sink(BasicBlock &Block);
  bool hoist(BasicBlock &Block);
  bool moveOffUsualWay();
  void dropIfKnown(Instruction &I, Value *Before);
  void dropRepeated();
  bool erase();

public:
  ContextStores(Function &F, GlobalVariable &Record) : F(F), Record(Record), Flow(F, Record) {}
  bool run();
};

} // namespace

static bool frees(const Function &F) {
  StringRef Name = F.getName();
  Attribute Kind = F.getFnAttribute(Attribute::AllocKind);
  return Name == "free" || Name.starts_with("_ZdlPv") || Name.starts_with("_ZdaPv") ||
         (Kind.isValid() && (Kind.getAllocKind() & AllocFnKind::Free) != AllocFnKind::Unknown);
}

// Whether a call may record something, or let others do so.
static bool callSeesContext(const CallBase &Call) {
  if (isa<IntrinsicInst>(Call) || Call.onlyReadsMemory())
    return false;
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return true;
  // Rust's drop glue is the library's: what the user's destructors do has lines of its own.
  bool Drops = Callee->getName().starts_with("_R") && Callee->getName().contains("13drop_in_place");
  return !Drops && !frees(*Callee) &&
         !StringSwitch<bool>(Callee->getName())
              .Cases({"__refsan_handle_clear", "__refsan_release"}, true)
              .Cases({"__refsan_hint_release", "__refsan_last_retain"}, true)
              .Default(false);
}

// A bit a field: is its value seen by anybody from before the instruction on?
unsigned ContextStores::seenBefore(const Instruction &I, unsigned SeenAfter, bool Drop) {
  constexpr unsigned All = (1 << FieldCount) - 1;
  if (const auto *Call = dyn_cast<CallBase>(&I); Call && callSeesContext(*Call))
    return All;
  // The caller's, too. (In Rust, where something is caught, that was called with a context, which ends there.)
  if (isa<ReturnInst>(I) || (isa<ResumeInst>(I) && !F.getName().starts_with("_R")))
    return All;
  if (const auto *Load = dyn_cast<LoadInst>(&I))
    if (std::optional<unsigned> Field = Flow.fieldOf(Load->getPointerOperand()))
      return SeenAfter | 1u << *Field;
  if (std::optional<unsigned> Field = Flow.storedField(I)) {
    if (Drop && !(SeenAfter & 1u << *Field))
      Dropped.push_back(cast<StoreInst>(const_cast<Instruction *>(&I)));
    return SeenAfter & ~(1u << *Field);
  }
  return SeenAfter;
}

void ContextStores::dropUnseen() {
  SeenIn.clear(); // nobody, until shown otherwise
  auto Walk = [&](BasicBlock &Block, bool Drop) {
    unsigned Seen = 0;
    for (const BasicBlock *Next : successors(&Block))
      Seen |= SeenIn.lookup(Next);
    if (!Block.getTerminator()->getNumSuccessors() && isa<CleanupReturnInst, CatchReturnInst>(Block.getTerminator()))
      Seen = ~0u;
    for (Instruction &I : reverse(Block))
      Seen = seenBefore(I, Seen, Drop);
    return Seen;
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BasicBlock *Block : post_order(&F)) {
      unsigned Seen = Walk(*Block, false);
      Changed |= Seen != SeenIn.lookup(Block);
      SeenIn[Block] = Seen;
    }
  }
  for (BasicBlock &Block : F)
    Walk(Block, true);
}

void ContextStores::dropIfKnown(Instruction &I, Value *Before) {
  if (auto *Load = dyn_cast<LoadInst>(&I)) {
    // An inlined function's: its caller is known now.
    if (Before && Before != &F && Flow.fieldOf(Load->getPointerOperand()) == 0u)
      Load->replaceAllUsesWith(Before);
  } else if (Flow.storedField(I) == 0u && cast<StoreInst>(I).getValueOperand() == Before)
    Dropped.push_back(cast<StoreInst>(&I));
}

void ContextStores::dropRepeated() {
  Flow.run();
  ReversePostOrderTraversal<Function *> Order(&F);
  for (BasicBlock *Block : Order) {
    Value *Known = Flow.before(*Block);
    for (Instruction &I : *Block) {
      dropIfKnown(I, Known);
      Known = Flow.after(I, Known);
    }
  }
}

bool ContextStores::erase() {
  bool Any = !Dropped.empty();
  for (StoreInst *Store : Dropped)
    Store->eraseFromParent();
  Dropped.clear();
  return Any;
}

bool ContextStores::seesContext(const Instruction &I) { return seenBefore(I, 0, false) & 1; }

// A context that is seen on some ways from here only (a vector has to grow) is set there.
bool ContextStores::sink(BasicBlock &Block) {
  Instruction *End = Block.getTerminator();
  if (!isa<BranchInst, SwitchInst>(End) || End->getNumSuccessors() < 2)
    return false;
  StoreInst *Last = nullptr;
  for (Instruction &I : reverse(Block)) {
    if (Flow.storedField(I) == 0u)
      Last = cast<StoreInst>(&I);
    if (Last || seesContext(I))
      break;
  }
  SmallSetVector<BasicBlock *, 4> Seeing;
  for (BasicBlock *Next : successors(&Block))
    if (SeenIn.lookup(Next) & 1)
      Seeing.insert(Next);
  bool Somewhere = any_of(successors(&Block), [&](BasicBlock *Next) { return !Seeing.contains(Next); });
  if (!Last || !Somewhere || any_of(Seeing, [&](BasicBlock *Next) { return Next->getSinglePredecessor() != &Block; }))
    return false;
  for (BasicBlock *Next : Seeing)
    Last->clone()->insertInto(Next, Next->getFirstInsertionPt());
  Last->eraseFromParent();
  return true;
}

// And what was there before is there on all other ways: it is set again at the end of those.
bool ContextStores::hoist(BasicBlock &Block) {
  if (pred_size(&Block) < 2 || Block.isEHPad())
    return false;
  StoreInst *First = nullptr;
  for (Instruction &I : Block) {
    if (Flow.storedField(I) == 0u)
      First = cast<StoreInst>(&I);
    if (First || seesContext(I))
      break;
  }
  const auto *Value = First ? dyn_cast<Instruction>(First->getValueOperand()) : nullptr;
  if (!First || (Value && !Value->getParent()->isEntryBlock()))
    return false;
  SmallVector<Instruction *, 4> Ends;
  for (BasicBlock *From : predecessors(&Block)) {
    if (Flow.atEnd(*From) == First->getValueOperand())
      continue;
    if (From->getSingleSuccessor() != &Block || From->isEntryBlock() || !isa<BranchInst>(From->getTerminator()))
      return false;
    Ends.push_back(From->getTerminator());
  }
  if (Ends.size() == pred_size(&Block))
    return false;
  for (Instruction *End : Ends) {
    IRBuilder<> B(End);
    B.SetCurrentDebugLocation(First->getDebugLoc());
    B.CreateStore(First->getValueOperand(), B.CreateThreadLocalAddress(&Record));
  }
  First->eraseFromParent();
  return true;
}

bool ContextStores::moveOffUsualWay() {
  bool Changed = false;
  for (bool Again = true; Again;) {
    Again = false;
    for (BasicBlock &Block : F)
      Again |= sink(Block);
    Changed |= Again;
    dropUnseen();
    erase();
  }
  Flow.run();
  for (BasicBlock &Block : F)
    if (hoist(Block)) {
      Changed = true;
      Flow.run();
    }
  return Changed;
}

// Each may make room for the other. A load that nobody uses must not count as
// somebody who sees.
bool ContextStores::run() {
  dropRepeated();
  bool Changed = erase();
  for (Instruction &I : make_early_inc_range(instructions(F)))
    if (auto *Load = dyn_cast<LoadInst>(&I); Load && Load->use_empty() && Flow.fieldOf(Load->getPointerOperand())) {
      Load->eraseFromParent();
      Changed = true;
    }
  dropUnseen();
  Changed |= erase();
  Changed |= moveOffUsualWay();
  dropRepeated();
  return erase() || Changed;
}

PreservedAnalyses ContextStorePass::run(Function &F, FunctionAnalysisManager &) {
  GlobalVariable *Record = ContextFlow::recordOf(F);
  if (!Record || !ContextStores(F, *Record).run())
    return PreservedAnalyses::all();
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
