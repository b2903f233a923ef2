//===- HandleFlow.cpp - which reference a handle is -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HandleFlow.h"
#include "LibraryTypes.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace refsan {

constexpr unsigned MaxDepth = 8;

HandleOrigin HandleFlow::originOfCall(CallBase &Call, bool Sure) {
  const Function *Callee = Call.getCalledFunction();
  HandleSource Source = Callee ? Classifier.handleSource(*Callee) : HandleSource::Unknown;
  if (Source == HandleSource::Retain)
    return {Sites.site(Call, Op::Call), nullptr};
  if (Source == HandleSource::Create) // no retain: reports must not call it one
    return {Sites.site(Call, Op::Alloc), nullptr};
  bool Returns = Callee ? Types.returnsHandle(*Callee) : false;
  return Returns || (!Sure && Source == HandleSource::Unknown) ? HandleOrigin{nullptr, &Call} : HandleOrigin{};
}

// A handle is one word or two, the first a pointer; (f64, Rc) is returned in two words, too.
static bool beginsWithPointer(Type *T) {
  while (T->isAggregateType() && T->getNumContainedTypes())
    T = T->getContainedType(0);
  return T->isPointerTy();
}

HandleOrigin HandleFlow::originOf(Value *Handle, bool Sure, unsigned Depth) {
  if (Depth > MaxDepth || !beginsWithPointer(Handle->getType()))
    return {};
  if (auto *Load = dyn_cast<LoadInst>(Handle)) {
    auto *Slot = dyn_cast<AllocaInst>(Load->getPointerOperand());
    return Slot ? originOfSlot(*Slot, Sure, Depth + 1) : HandleOrigin{};
  }
  if (auto *Word = dyn_cast<ExtractValueInst>(Handle))
    return Word->getIndices().front() == 0 ? originOf(Word->getAggregateOperand(), Sure, Depth + 1) : HandleOrigin{};
  if (auto *Pair = dyn_cast<InsertValueInst>(Handle)) // Rc<dyn Trait>
    return originOf(Pair->getIndices().front() == 0 ? Pair->getInsertedValueOperand() : Pair->getAggregateOperand(), Sure,
                    Depth + 1);
  if (auto *Parameter = dyn_cast<Argument>(Handle))
    return Types.isHandle(*Parameter) ? HandleOrigin{nullptr, Parameter} : HandleOrigin{};
  auto *Call = dyn_cast<CallBase>(Handle);
  return Call ? originOfCall(*Call, Sure) : HandleOrigin{};
}

HandleOrigin HandleFlow::originOfSlot(AllocaInst &Slot, bool Sure, unsigned Depth) {
  if (Locals.contains(&Slot))
    return {nullptr, &Slot};
  SmallVector<StoreInst *, 2> Fills;
  for (User *U : Slot.users()) {
    if (auto *Store = dyn_cast<StoreInst>(U); Store && Store->getPointerOperand() == &Slot)
      Fills.push_back(Store);
    else if (auto *Copy = dyn_cast<MemTransferInst>(U); Copy && Copy->getRawDest() == &Slot)
      return {};
    else if (auto *Call = dyn_cast<CallBase>(U);
             Call && Call->getCalledFunction() && Types.changesHandles(*Call->getCalledFunction()))
      return {};
  }
  if (Fills.empty() || any_of(Fills, [](StoreInst *S) { return !S->getValueOperand()->getType()->isPointerTy(); }))
    return {};
  Sure &= !Types.isHandle(Slot);
  if (Fills.size() == 1)
    return originOf(Fills.front()->getValueOperand(), Sure, Depth);
  Locals[&Slot]; // a loop comes by here again
  SmallVector<Store, 4> Known;
  bool Any = false;
  for (StoreInst *Fill : Fills) {
    Known.push_back({Fill, originOf(Fill->getValueOperand(), Sure, Depth)});
    Any |= bool(Known.back().From);
  }
  if (!Any) {
    Locals.erase(&Slot);
    return {};
  }
  Locals[&Slot] = Known;
  return {nullptr, &Slot};
}

static bool isLocal(const Value *Pointer) { return isa<AllocaInst>(Pointer->stripInBoundsOffsets()); }

// The handles among the bytes [Begin, End) of an aggregate that is being built.
void HandleFlow::addParts(AllocaInst &Whole, uint64_t Begin, uint64_t End, int64_t Shift, Parts &Out, unsigned Depth) {
  const DataLayout &DL = F.getDataLayout();
  auto Contains = [&](uint64_t Offset) { return Offset >= Begin && Offset < End; };
  SmallVector<std::pair<Value *, uint64_t>, 8> Places = {{&Whole, 0}};
  while (!Places.empty()) {
    auto [Place, Offset] = Places.pop_back_val();
    for (User *U : Place->users()) {
      if (auto *Element = dyn_cast<GetElementPtrInst>(U)) {
        APInt More(64, Offset);
        if (Element->accumulateConstantOffset(DL, More))
          Places.push_back({Element, More.getZExtValue()});
      } else if (auto *Fill = dyn_cast<StoreInst>(U); Fill && Fill->getPointerOperand() == Place && Contains(Offset)) {
        if (Fill->getValueOperand()->getType()->isPointerTy())
          if (HandleOrigin From = originOf(Fill->getValueOperand(), true))
            Out.push_back({Offset + Shift, From});
      } else if (auto *Copy = dyn_cast<MemCpyInst>(U); Copy && Copy->getRawDest() == Place && Depth < MaxDepth) {
        APInt At(64, 0);
        auto *From = dyn_cast<AllocaInst>(Copy->getRawSource()->stripAndAccumulateConstantOffsets(DL, At, true));
        const auto *Bytes = dyn_cast<ConstantInt>(Copy->getLength());
        if (From && Bytes && From != &Whole)
          addParts(*From, At.getZExtValue(), At.getZExtValue() + Bytes->getZExtValue(),
                   Shift + int64_t(Offset) - At.getSExtValue(), Out, Depth + 1);
      }
    }
  }
}

// A value moves into a new block: Rc::new(Node { next: other.clone() }).
void HandleFlow::collectMaker(CallBase &Call, unsigned Offset) {
  Aggregate Made = {&Call, &Call, {}};
  uint64_t Word = 0;
  for (Value *Arg : Call.args()) {
    if (auto *Whole = dyn_cast<AllocaInst>(Arg))
      addParts(*Whole, 0, ~uint64_t(0), Offset, Made.Handles, 0);
    else if (HandleOrigin From = originOf(Arg, true))
      Made.Handles.push_back({Offset + Word, From});
    Word += 8;
  }
  if (!Made.Handles.empty())
    Aggregates.push_back(Made);
}

void HandleFlow::collectMemCopy(MemTransferInst &Copy) {
  APInt At(64, 0);
  auto *From = dyn_cast<AllocaInst>(Copy.getRawSource()->stripAndAccumulateConstantOffsets(F.getDataLayout(), At, true));
  const auto *Bytes = dyn_cast<ConstantInt>(Copy.getLength());
  if (!From || !Bytes || isLocal(Copy.getRawDest()))
    return;
  Aggregate Copied = {&Copy, Copy.getRawDest(), {}};
  uint64_t Begin = At.getZExtValue();
  addParts(*From, Begin, Begin + Bytes->getZExtValue(), -int64_t(Begin), Copied.Handles, 0);
  if (!Copied.Handles.empty())
    Aggregates.push_back(Copied);
}

void HandleFlow::collectCall(CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (Callee && Callee->isIntrinsic()) {
    if (auto *Copy = dyn_cast<MemTransferInst>(&Call))
      collectMemCopy(*Copy);
    return;
  }
  if (Callee && Call.arg_size() && Classifier.dropsHandle(*Callee)) {
    Value *Arg = Call.getArgOperand(0);
    auto *Slot = dyn_cast<AllocaInst>(Arg);
    if (Slot && Parameters.isSlot(*Slot))
      Drops.push_back({&Call, Slot, nullptr, {}, Drop::OfCaller});
    else if (HandleOrigin From = Slot ? originOfSlot(*Slot, false, 0) : originOf(Arg, false))
      Drops.push_back({&Call, Slot, Slot ? nullptr : Arg, From});
    return;
  }
  if (Callee && Classifier.handleSource(*Callee) == HandleSource::Retain)
    Retains.push_back(&Call);
  if (std::optional<unsigned> Offset = Callee ? Classifier.movesIntoBlock(*Callee) : std::nullopt)
    collectMaker(Call, *Offset);
  // Of several the last: it is the one that is kept, as in link(from, to).
  ArrayRef<unsigned> Given = Parameters.of(Call);
  for (Use &U : llvm::reverse(Call.args()))
    if (Value *Arg = U; is_contained(Given, Call.getArgOperandNo(&U)))
      continue;
    else if (HandleOrigin From = Arg->getType()->isPointerTy() ? originOf(Arg, true) : HandleOrigin{}) {
      Moves.push_back({&Call, Arg, From});
      break;
    }
}

void HandleFlow::collectGifts() {
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      for (unsigned Number : Parameters.of(*Call)) {
        Value *Handle = Call->getArgOperand(Number);
        Drops.push_back({Call, nullptr, Handle, originOf(Handle, false), Drop::ByCallee});
      }
}

void HandleFlow::collect() {
  collectGifts();
  for (Instruction &I : instructions(F)) {
    if (auto *Fill = dyn_cast<StoreInst>(&I)) {
      if (Fill->getValueOperand()->getType()->isPointerTy() && !isLocal(Fill->getPointerOperand()))
        if (HandleOrigin From = originOf(Fill->getValueOperand(), true))
          Stores.push_back({Fill, From});
    } else if (auto *Call = dyn_cast<CallBase>(&I)) {
      collectCall(*Call);
    } else if (auto *Return = dyn_cast<ReturnInst>(&I)) {
      Value *Result = Return->getReturnValue();
      if (HandleOrigin From = Result && !I.getParent()->getTerminatingMustTailCall() ? originOf(Result, true) : HandleOrigin{})
        Moves.push_back({Return, Result, From});
    }
  }
}

} // namespace refsan
