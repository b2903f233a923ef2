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
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

namespace {

constexpr unsigned FieldCount = ContextFlow::FieldCount;

class ContextStores {
  Function &F;
  ContextFlow Flow;
  SmallVector<StoreInst *, 8> Dropped;

  unsigned seenBefore(const Instruction &I, unsigned SeenAfter, bool Drop);
  void dropUnseen();
  void dropIfKnown(Instruction &I, Value *Before);
  void dropRepeated();
  bool erase();

public:
  ContextStores(Function &F, const GlobalVariable &Record) : F(F), Flow(F, Record) {}
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
static bool seesContext(const CallBase &Call) {
  if (isa<IntrinsicInst>(Call) || Call.onlyReadsMemory())
    return false;
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return true;
  return !frees(*Callee) && !StringSwitch<bool>(Callee->getName())
                                 .Cases({"__refsan_handle_clear", "__refsan_release"}, true)
                                 .Cases({"__refsan_hint_release", "__refsan_last_retain"}, true)
                                 .Default(false);
}

// A bit a field: is its value seen by anybody from before the instruction on?
unsigned ContextStores::seenBefore(const Instruction &I, unsigned SeenAfter, bool Drop) {
  constexpr unsigned All = (1 << FieldCount) - 1;
  if (const auto *Call = dyn_cast<CallBase>(&I); Call && seesContext(*Call))
    return All;
  if (isa<ReturnInst, ResumeInst>(I))
    return All; // the caller's, too
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
  DenseMap<const BasicBlock *, unsigned> SeenIn; // nobody, until shown otherwise
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
  dropRepeated();
  return erase() || Changed;
}

PreservedAnalyses ContextStorePass::run(Function &F, FunctionAnalysisManager &) {
  const GlobalVariable *Record = ContextFlow::recordOf(F);
  if (!Record || !ContextStores(F, *Record).run())
    return PreservedAnalyses::all();
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
