//===- StackHandles.cpp - handles in local variables ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Of a local handle the runtime wants to know that it is a copy which leaves: is
// moved out of the function's sight. Locals that move among each other are one
// group. If nobody else sees them, they are told by a number in place of their
// addresses, so that they can live in registers.
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "base/RuntimeAbi.h"
#include "cleanup/CleanupPasses.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

namespace {

struct Group {
  bool Copied = false;    // from other handles
  bool Exchanged = false; // with others that are no locals
  bool Hinted = false;    // given up
  bool Seen = false;      // by code that is called
};

class StackHandles {
  Function &F;
  SmallVector<CallInst *, 8> Calls; // about locals
  EquivalenceClasses<const AllocaInst *> Moving;
  MapVector<const AllocaInst *, Group> Groups; // by leader
  SmallVector<CallInst *, 8> Dropped;

  static const AllocaInst *localOf(const Value *Slot) { return dyn_cast<AllocaInst>(getUnderlyingObject(Slot)); }
  static unsigned slotOperand(const CallInst &Call) { return calledName(Call) == "__refsan_hint_slot" ? 1 : 0; }
  static Value *slotOf(const CallInst &Call) { return Call.getArgOperand(slotOperand(Call)); }
  static const AllocaInst *otherLocal(const CallInst &Call) {
    return calledName(Call) == "__refsan_handle_swap" ? localOf(Call.getArgOperand(1)) : nullptr;
  }
  const AllocaInst *anyLocal(const CallInst &Call) const {
    const AllocaInst *First = localOf(slotOf(Call));
    return First ? First : otherLocal(Call);
  }
  static bool isExchange(const CallInst &Call) {
    return calledName(Call) == "__refsan_handle_swap" && !(localOf(slotOf(Call)) && otherLocal(Call));
  }
  Group &groupOf(const AllocaInst *Local) { return Groups[Moving.getOrInsertLeaderValue(Local)]; }
  bool isSeen(const AllocaInst *Local) const;
  Value *nameOf(Value *Slot);
  void exchange(CallInst &Swap);
  void rewrite(CallInst &Call);

public:
  explicit StackHandles(Function &F) : F(F) {}
  bool run();
};

} // namespace

// What is called with it may move it elsewhere. Who only reads it does not, nor do the library's destructors.
static bool mayMove(const CallBase &Call, const Use &Handle) {
  StringRef Name = calledName(Call);
  if (isa<IntrinsicInst>(Call) || Name.starts_with("__refsan_") || !Call.isArgOperand(&Handle))
    return false;
  bool Destroys = Name.starts_with("_ZNSt") && (Name.ends_with("D1Ev") || Name.ends_with("D2Ev"));
  return !Destroys && !Call.onlyReadsMemory(Call.getArgOperandNo(&Handle));
}

// Calls of others get its address, or a part's, or may: it is put in memory, as in a lambda that has the local by
// reference.
bool StackHandles::isSeen(const AllocaInst *Local) const {
  SmallVector<const Value *, 8> Work = {Local};
  SmallPtrSet<const Value *, 8> Visited;
  while (!Work.empty())
    for (const Use &U : Work.pop_back_val()->uses()) {
      const User *By = U.getUser();
      if (isa<GetElementPtrInst, PHINode, SelectInst, CastInst>(By)) {
        if (Visited.insert(By).second)
          Work.push_back(By);
      } else if (const auto *Call = dyn_cast<CallBase>(By); Call && mayMove(*Call, U)) {
        return true;
      } else if (const auto *Kept = dyn_cast<StoreInst>(By); Kept && Kept->getValueOperand() == U.get()) {
        return true;
      }
    }
  return false;
}

// The slot itself, or an odd number, which is no address of a handle.
Value *StackHandles::nameOf(Value *Slot) {
  const AllocaInst *Local = localOf(Slot), *Leader = Moving.getOrInsertLeaderValue(Local);
  if (groupOf(Local).Seen)
    return Slot;
  auto Index = static_cast<uint64_t>(Groups.find(Leader) - Groups.begin());
  auto Number = static_cast<uint32_t>(hash_value(F.getName()) + Index * 16) | 1;
  return ConstantExpr::getIntToPtr(ConstantInt::get(Type::getInt64Ty(F.getContext()), Number),
                                   PointerType::getUnqual(F.getContext()));
}

// One of the two is a local: told is what the other holds now, and what it held.
void StackHandles::exchange(CallInst &Swap) {
  RuntimeAbi Abi(*Swap.getModule());
  IRBuilder<> B(&Swap);
  bool First = localOf(Swap.getArgOperand(0));
  Value *Slot = Swap.getArgOperand(First ? 1 : 0), *Local = Swap.getArgOperand(First ? 0 : 1);
  Value *Now = B.CreateLoad(B.getPtrTy(), Slot), *Before = B.CreateLoad(B.getPtrTy(), Local);
  B.CreateCall(Abi.get(Entry::__refsan_handle_exchanged), {Slot, Now, Before, Swap.getArgOperand(2), nameOf(Local)});
}

void StackHandles::rewrite(CallInst &Call) {
  const Group &G = groupOf(anyLocal(Call));
  StringRef Name = calledName(Call);
  bool Told = false; // as it is, but for the name
  if (isExchange(Call))
    exchange(Call);
  else if (Name == "__refsan_handle_swap")
    Told = G.Seen && (G.Copied || G.Exchanged);
  else if (Name == "__refsan_hint_slot")
    Told = G.Seen || G.Copied || G.Exchanged;
  else if (Name == "__refsan_handle_copied" || Name == "__refsan_handle_exchanged")
    Told = G.Seen || G.Exchanged || G.Hinted;
  if (!Told)
    Dropped.push_back(&Call);
  else if (Name != "__refsan_handle_swap")
    Call.setArgOperand(slotOperand(Call), nameOf(slotOf(Call)));
}

bool StackHandles::run() {
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallInst>(&I);
    StringRef Name = Call ? calledName(*Call) : "";
    if (!Name.starts_with("__refsan_handle_") && Name != "__refsan_hint_slot")
      continue;
    if (const AllocaInst *Local = anyLocal(*Call)) {
      Calls.push_back(Call);
      Moving.insert(Local);
      if (const AllocaInst *Other = otherLocal(*Call))
        Moving.unionSets(Local, Other);
    }
  }
  for (CallInst *Call : Calls) {
    const AllocaInst *Local = anyLocal(*Call);
    Group &G = groupOf(Local);
    StringRef Name = calledName(*Call);
    G.Copied |= Name == "__refsan_handle_copied";
    G.Hinted |= Name == "__refsan_hint_slot";
    G.Exchanged |= Name == "__refsan_handle_exchanged" || isExchange(*Call);
    for (const AllocaInst *One : {Local, otherLocal(*Call)})
      G.Seen |= One && isSeen(One);
  }
  for (CallInst *Call : Calls)
    rewrite(*Call);
  for (CallInst *Call : Dropped)
    Call->eraseFromParent();
  return !Calls.empty();
}

PreservedAnalyses StackHandlePass::run(Function &F, FunctionAnalysisManager &) {
  // A coroutine's variables may become part of its frame in the heap.
  if (F.isPresplitCoroutine() || !StackHandles(F).run())
    return PreservedAnalyses::all();
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
