//===- ContextStores.cpp - contexts that nobody sees ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM cannot know that calls leave the context as they found it, that most
// instructions do not read it, and which calls could record anything.
//
//===----------------------------------------------------------------------===//

#include "CleanupPasses.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include <optional>

using namespace llvm;

namespace refsan {

namespace {

constexpr unsigned FieldCount = 2; // of refsan_thread: context, typed

class ContextStores {
  Function &F;
  const GlobalVariable *Record;
  SmallVector<StoreInst *, 8> Dropped;

  std::optional<unsigned> fieldOf(const Value *Pointer) const;
  std::optional<unsigned> storedField(const Instruction &I) const;
  unsigned seenBefore(const Instruction &I, unsigned SeenAfter, bool Drop);
  void dropUnseen();
  Value *valueAfter(Instruction &I, Value *Before, bool Drop);
  void dropRepeated();
  bool erase();

public:
  ContextStores(Function &F, const GlobalVariable &Record) : F(F), Record(&Record) {}
  bool run();
};

} // namespace

std::optional<unsigned> ContextStores::fieldOf(const Value *Pointer) const {
  APInt Offset(64, 0);
  const Value *Base = Pointer->stripAndAccumulateConstantOffsets(F.getDataLayout(), Offset, true);
  const auto *Address = dyn_cast<IntrinsicInst>(Base);
  if (!Address || Address->getIntrinsicID() != Intrinsic::threadlocal_address || Address->getArgOperand(0) != Record)
    return std::nullopt;
  return Offset.getZExtValue() / 8;
}

std::optional<unsigned> ContextStores::storedField(const Instruction &I) const {
  const auto *Store = dyn_cast<StoreInst>(&I);
  return Store ? fieldOf(Store->getPointerOperand()) : std::nullopt;
}

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
    if (std::optional<unsigned> Field = fieldOf(Load->getPointerOperand()))
      return SeenAfter | 1u << *Field;
  if (std::optional<unsigned> Field = storedField(I)) {
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

// What the field context holds after the instruction if it held Before; null:
// not known. The function itself stands for what was there when it was called.
Value *ContextStores::valueAfter(Instruction &I, Value *Before, bool Drop) {
  if (auto *Load = dyn_cast<LoadInst>(&I)) {
    if (fieldOf(Load->getPointerOperand()) != 0u)
      return Before;
    if (!Before || Before == &F)
      return Load;
    if (Drop) // an inlined function's: its caller is known now
      Load->replaceAllUsesWith(Before);
    return Before;
  }
  if (I.isEHPad())
    return nullptr; // left in the middle
  if (const auto *Call = dyn_cast<CallBase>(&I))
    return Call->hasFnAttr(Attribute::ReturnsTwice) ? nullptr : Before; // calls leave it as it was
  if (storedField(I) != 0u)
    return Before;
  auto *Store = cast<StoreInst>(&I);
  if (Drop && Store->getValueOperand() == Before)
    Dropped.push_back(Store);
  return Store->getValueOperand();
}

void ContextStores::dropRepeated() {
  DenseMap<const BasicBlock *, Value *> After; // absent: not reached yet
  auto Before = [&](BasicBlock &Block) -> Value * {
    if (Block.isEntryBlock())
      return &F;
    Value *Common = nullptr;
    for (BasicBlock *From : predecessors(&Block)) {
      auto Known = After.find(From);
      if (Known == After.end())
        continue;
      if (!Known->second || (Common && Common != Known->second))
        return nullptr;
      Common = Known->second;
    }
    return Common;
  };
  auto Walk = [&](BasicBlock &Block, bool Drop) {
    Value *Known = Before(Block);
    for (Instruction &I : Block)
      Known = valueAfter(I, Known, Drop);
    return Known;
  };
  ReversePostOrderTraversal<Function *> Order(&F);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BasicBlock *Block : Order) {
      Value *Known = Walk(*Block, false);
      auto [At, New] = After.try_emplace(Block, Known);
      if (New || At->second == Known)
        Changed |= New;
      else if (At->second) { // down once, never up again
        At->second = nullptr;
        Changed = true;
      }
    }
  }
  for (BasicBlock *Block : Order)
    Walk(*Block, true);
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
    if (auto *Load = dyn_cast<LoadInst>(&I); Load && Load->use_empty() && fieldOf(Load->getPointerOperand())) {
      Load->eraseFromParent();
      Changed = true;
    }
  dropUnseen();
  Changed |= erase();
  dropRepeated();
  return erase() || Changed;
}

PreservedAnalyses ContextStorePass::run(Function &F, FunctionAnalysisManager &) {
  const GlobalVariable *Record = F.getParent()->getNamedGlobal("__refsan_thread");
  bool Stores = Record && !F.isPresplitCoroutine() && any_of(instructions(F), [&](const Instruction &I) {
    const auto *Address = dyn_cast<IntrinsicInst>(&I);
    return Address && Address->getIntrinsicID() == Intrinsic::threadlocal_address && Address->getArgOperand(0) == Record;
  });
  if (!Stores || !ContextStores(F, *Record).run())
    return PreservedAnalyses::all();
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
