//===- LocalSlots.cpp - what a function keeps in memory -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/LocalSlots.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

bool isInside(const DILocation *Place, const DILocalScope *Scope) {
  while (Place->getInlinedAt())
    Place = Place->getInlinedAt();
  for (const DIScope *S = Place->getScope(); S && !isa<DISubprogram>(S); S = S->getScope())
    if (S == Scope)
      return true;
  return false;
}

VariableBlock blockOfVariable(AllocaInst &Memory) {
  VariableBlock Result;
  SmallVector<DbgVariableRecord *, 2> Declared;
  append_range(Declared, findDVRDeclares(&Memory));
  if (Declared.empty()) // for the optimiser, each assignment says whose it is
    append_range(Declared, at::getDVRAssignmentMarkers(&Memory));
  if (Declared.empty())
    return Result;
  bool OneVariable = all_of(Declared, [&](const DbgVariableRecord *Other) {
    return Other->getVariable() == Declared.front()->getVariable();
  });
  const DbgVariableRecord *Record = Declared.front();
  // What an inlined function calls its own may be a place of its caller's.
  Result.IsVariable = !OneVariable || !Record->getDebugLoc() || !Record->getDebugLoc()->getInlinedAt();
  const DILocalScope *Scope = Record->getVariable()->getScope();
  if (Result.IsVariable && OneVariable && !isa<DISubprogram>(Scope))
    Result.Scope = Scope;
  return Result;
}

// The function called does not keep the argument beyond its return.
bool LocalSlots::keepsNothing(const CallBase &Call, unsigned Argument) const {
  const Function *Callee = Call.getCalledFunction();
  return (Callee && Names.destroys(Callee->getName())) || Call.isByValArgument(Argument) ||
         Call.doesNotCapture(Argument);
}

// All instructions that refer to the slot. False: its address goes elsewhere.
bool LocalSlots::collectAccesses(const Slot &S, SmallVectorImpl<std::pair<Instruction *, Access>> &Out) const {
  unsigned Number = static_cast<unsigned>(&S - Slots.begin());
  const DataLayout &DL = F.getDataLayout();
  bool Private = true;
  SmallPtrSet<const Value *, 8> Seen;
  SmallVector<Value *, 8> Open = {S.Memory};
  while (!Open.empty()) {
    Value *Address = Open.pop_back_val();
    for (Use &U : Address->uses()) {
      auto *I = cast<Instruction>(U.getUser());
      Access A = {Number, true, false};
      if (isa<GetElementPtrInst, PHINode, SelectInst>(I)) {
        if (Seen.insert(I).second)
          Open.push_back(I);
        continue;
      }
      bool Whole = Address == S.Memory;
      if (auto *Store = dyn_cast<StoreInst>(I); Store && U.getOperandNo() == StoreInst::getPointerOperandIndex()) {
        A = {Number, false, Whole && DL.getTypeStoreSize(Store->getValueOperand()->getType()) >= S.Bytes};
      } else if (auto *Set = dyn_cast<MemIntrinsic>(I)) {
        auto *Size = dyn_cast<ConstantInt>(Set->getLength());
        if (U.getOperandNo() == 0)
          A = {Number, false, Whole && Size && Size->getZExtValue() >= S.Bytes};
      } else if (auto *Call = dyn_cast<CallBase>(I)) {
        Private &= Call->isArgOperand(&U) && keepsNothing(*Call, Call->getArgOperandNo(&U));
      } else if (!isa<LoadInst>(I)) {
        Private = false;
      }
      Out.push_back({I, A});
    }
  }
  return Private;
}

void LocalSlots::addSlot(AllocaInst &Memory) {
  std::optional<TypeSize> Size = Memory.getAllocationSize(F.getDataLayout());
  if (!Memory.isStaticAlloca() || !Size || Size->isScalable() || Size->getFixedValue() < 8 || Memory.isSwiftError())
    return;
  VariableBlock Variable = blockOfVariable(Memory);
  if (Variable.IsVariable && !Variable.Scope) // needed up to the function's end
    return;
  Slots.push_back({&Memory, Size->getFixedValue(), Variable.Scope});
  SmallVector<std::pair<Instruction *, Access>, 16> Found;
  // A variable of Rust's may live on behind its block (super let, format_args).
  bool EndsWithBlock = Variable.Scope && !F.getName().starts_with("_R");
  if (!collectAccesses(Slots.back(), Found) && !EndsWithBlock) {
    Slots.pop_back();
    return;
  }
  for (auto &[I, A] : Found)
    Accesses[I].push_back(A);
}

LocalSlots::LocalSlots(Function &F, SymbolNames &Names) : F(F), Names(Names) {
  for (Instruction &I : F.getEntryBlock())
    if (auto *Memory = dyn_cast<AllocaInst>(&I))
      addSlot(*Memory);
}

// The variables in whose blocks the place lies.
const SmallVector<unsigned, 8> &LocalSlots::slotsAround(const DILocation *Place) {
  while (Place->getInlinedAt())
    Place = Place->getInlinedAt();
  auto [It, New] = Around.try_emplace(Place->getScope());
  if (New)
    for (unsigned I = 0; I < Slots.size(); ++I)
      if (Slots[I].Scope && isInside(Place, Slots[I].Scope))
        It->second.push_back(I);
  return It->second;
}

// From what is live behind the instruction to what is before it.
void LocalSlots::step(Instruction &I, BitVector &Live, BitVector &Touched) {
  auto Found = Accesses.find(&I);
  if (Found != Accesses.end()) {
    for (const Access &A : Found->second) {
      Touched.set(A.Slot);
      if (A.Fills)
        Live.reset(A.Slot);
    }
    for (const Access &A : Found->second)
      if (A.Needs)
        Live.set(A.Slot);
  }
  if (const DILocation *Place = I.getDebugLoc())
    for (unsigned Slot : slotsAround(Place)) {
      Live.set(Slot);
      Touched.set(Slot);
    }
}

void LocalSlots::findLive() {
  unsigned Count = static_cast<unsigned>(Slots.size());
  for (BasicBlock &B : F) {
    Block &State = Blocks[&B];
    State.LiveIn.resize(Count);
    State.LiveOut.resize(Count);
    // What is live in front of the block whatever comes behind it, and what is
    // not even if it is live behind it.
    State.Needed.resize(Count);
    State.Filled.resize(Count, true);
    BitVector Touched(Count);
    for (Instruction &I : reverse(B)) {
      step(I, State.Needed, Touched);
      step(I, State.Filled, Touched);
    }
    State.Filled.flip();
  }
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BasicBlock &B : reverse(F)) {
      Block &State = Blocks[&B];
      for (BasicBlock *Next : successors(&B))
        State.LiveOut |= Blocks[Next].LiveIn;
      BitVector In = State.LiveOut;
      In.reset(State.Filled);
      In |= State.Needed;
      Changed |= In != State.LiveIn;
      State.LiveIn = std::move(In);
    }
  }
}

void LocalSlots::findDeathsIn(BasicBlock &B, SmallVectorImpl<Death> &Out) {
  unsigned Count = static_cast<unsigned>(Slots.size());
  // Live or touched at the end of a block before this one, and not needed here.
  BitVector Left(Count);
  for (BasicBlock *Before : predecessors(&B)) {
    Left |= Blocks[Before].LiveOut;
    BitVector Unused(Count);
    step(*Before->getTerminator(), Unused, Left);
  }
  Left.reset(Blocks[&B].LiveIn);
  for (unsigned Slot : Left.set_bits())
    Out.push_back({&*B.getFirstInsertionPt(), &Slots[Slot]});

  BitVector Live = Blocks[&B].LiveOut;
  for (Instruction &I : reverse(B)) {
    BitVector Dead = Live, Touched(Count);
    Dead.flip();
    step(I, Live, Touched);
    Dead &= Touched;
    if (!I.isTerminator() && !isa<PHINode>(I) && !I.isEHPad())
      for (unsigned Slot : Dead.set_bits())
        Out.push_back({I.getNextNode(), &Slots[Slot]});
  }
}

SmallVector<LocalSlots::Death, 16> LocalSlots::deaths() {
  SmallVector<Death, 16> Result;
  if (Slots.empty())
    return Result;
  findLive();
  for (BasicBlock &B : F)
    findDeathsIn(B, Result);
  return Result;
}

} // namespace refsan
