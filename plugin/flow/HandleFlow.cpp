//===- HandleFlow.cpp - which reference a handle is -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/HandleFlow.h"
#include "base/Instructions.h"
#include "types/LibraryTypes.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace refsan {

constexpr unsigned MaxDepth = 8;

HandleOrigin HandleFlow::originOfCall(CallBase &Call, bool Sure) {
  const Function *Callee = Call.getCalledFunction();
  HandleSource Source = Callee ? Classifier.handleSource(*Callee) : HandleSource::Unknown;
  if (Source == HandleSource::Retain)
    return {Sites.site(Call, Op::Call), nullptr, false, true};
  if (Source == HandleSource::Create) // no retain: reports must not call it one
    return {Sites.site(Call, Op::Alloc), nullptr};
  bool Returns = Callee ? Types.returnsHandle(*Callee) : false;
  return Returns || (!Sure && Source == HandleSource::Unknown) ? HandleOrigin{nullptr, &Call} : HandleOrigin{};
}

// A handle is one word or two, the first a pointer.
static bool beginsWithPointer(Type *T) {
  while (T->isAggregateType() && T->getNumContainedTypes())
    T = T->getContainedType(0);
  return T->isPointerTy();
}

// (f64, Rc) and wakers are returned in two words, too.
HandleOrigin HandleFlow::originOfWord(ExtractValueInst &Word) {
  auto *Call = dyn_cast<CallBase>(Word.getAggregateOperand());
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  if (!Callee || !Types.returnsWithHandle(*Callee))
    return {};
  const DIType *Returned = Types.returnedBy(*Callee);
  if (Word.getIndices().front() == 1 && Types.isHandle(Returned)) // the table of Rc<dyn Trait>
    return {};
  SmallVector<uint64_t, 4> Places = Types.handlesIn(Returned);
  if (!Places.empty() && !is_contained(Places, 8 * Word.getIndices().front())) // a waker's
    return {};
  auto MayBeHandle = [](const Value *Arg) { return Arg->getType()->isPointerTy() && !isa<Constant>(Arg); };
  // RefCell::new(None)
  if (Classifier.handleSource(*Callee) != HandleSource::Unknown && none_of(Call->args(), MayBeHandle))
    return {};
  return {nullptr, &Word};
}

static Value *returnedHandle(Value &Result) {
  auto *Pair = beginsWithPointer(Result.getType()) ? nullptr : dyn_cast<InsertValueInst>(&Result);
  return Pair && Pair->getIndices().front() == 1 ? Pair->getInsertedValueOperand() : &Result;
}

HandleOrigin HandleFlow::originOf(Value *Handle, bool Sure, unsigned Depth) {
  if (Depth > MaxDepth || !beginsWithPointer(Handle->getType()))
    return {};
  if (auto *Load = dyn_cast<LoadInst>(Handle)) {
    auto *Slot = dyn_cast<AllocaInst>(Load->getPointerOperand());
    HandleOrigin Whole = Slot ? originOfSlot(*Slot, Sure, Depth + 1) : HandleOrigin{};
    return Whole ? Whole : originOfMember(*Load);
  }
  if (auto *Word = dyn_cast<ExtractValueInst>(Handle)) {
    bool First = Word->getIndices().front() == 0;
    HandleOrigin Whole = First ? originOf(Word->getAggregateOperand(), Sure, Depth + 1) : HandleOrigin{};
    return Whole ? Whole : originOfWord(*Word);
  }
  if (auto *Pair = dyn_cast<InsertValueInst>(Handle)) // Rc<dyn Trait>
    return originOf(Pair->getIndices().front() == 0 ? Pair->getInsertedValueOperand() : Pair->getAggregateOperand(),
                    Sure, Depth + 1);
  if (auto *Parameter = dyn_cast<Argument>(Handle))
    return Types.isHandle(*Parameter) || Types.isPartWithHandle(*Parameter) ? HandleOrigin{nullptr, Parameter}
                                                                            : HandleOrigin{};
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
  if (Fills.size() == 1) {
    HandleOrigin From = originOf(Fills.front()->getValueOperand(), Sure, Depth);
    if (!isa_and_nonnull<AllocaInst>(From.Asked))
      return From;
    // What another local had when this one was filled: it may get the next one before this one is dropped.
    Locals[&Slot] = {{Fills.front(), From}};
    return {nullptr, &Slot};
  }
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

// A local or a parameter by its address.
HandleOrigin HandleFlow::originOfMember(LoadInst &Load) {
  APInt At(64, 0);
  Value *Base = Load.getPointerOperand()->stripAndAccumulateConstantOffsets(F.getDataLayout(), At, true);
  Parts Found;
  if (auto *Whole = dyn_cast<AllocaInst>(Base))
    Found = partsOf(*Whole);
  else if (auto *Parameter = dyn_cast<Argument>(Base))
    addPartsOf(Types.valueOf(*Parameter), {nullptr, Parameter, true}, 0, ~uint64_t(0), 0, Found);
  const auto *Part = find_if(Found, [&](const HandlePart &P) { return P.Offset == At.getZExtValue(); });
  return Part == Found.end() ? HandleOrigin{} : Part->From;
}

void HandleFlow::addPartsOf(const DIType *T, HandleOrigin From, uint64_t Begin, uint64_t End, int64_t Shift,
                            Parts &Out) {
  for (uint64_t Offset : Types.handlesIn(T))
    if (Offset >= Begin && Offset < End)
      Out.push_back({Offset + Shift, From});
}

// Where a function of the user's returns an aggregate; null: nowhere.
static const Value *resultOf(const CallBase &Call) {
  bool Returns = Call.getCalledFunction() && Call.arg_size() && Call.paramHasAttr(0, Attribute::StructRet);
  return Returns ? Call.getArgOperand(0) : nullptr;
}

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
        Value *Base = Copy->getRawSource()->stripAndAccumulateConstantOffsets(DL, At, true);
        const auto *Bytes = dyn_cast<ConstantInt>(Copy->getLength());
        uint64_t First = At.getZExtValue(), Last = Bytes ? First + Bytes->getZExtValue() : First;
        int64_t By = Shift + int64_t(Offset) - At.getSExtValue();
        if (auto *From = dyn_cast<AllocaInst>(Base); From && From != &Whole)
          addParts(*From, First, Last, By, Out, Depth + 1);
        else if (auto *Parameter = dyn_cast<Argument>(Base))
          addPartsOf(Types.valueOf(*Parameter), {nullptr, Parameter, true}, First, Last, By, Out);
      } else if (auto *Call = dyn_cast<CallBase>(U); Call && resultOf(*Call) == Place) {
        addPartsOf(Types.returnedBy(*Call->getCalledFunction()), {nullptr, Call, true}, Begin, End,
                   Shift + int64_t(Offset), Out);
        // What another codegen unit's function returns, branch() of "?", its variable knows.
        if (!Types.returnedBy(*Call->getCalledFunction()))
          for (uint64_t At : OfVariable)
            if (int64_t(At) >= Shift && Contains(uint64_t(int64_t(At) - Shift)))
              Out.push_back({At, {nullptr, Call, true}});
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
  auto *From =
      dyn_cast<AllocaInst>(Copy.getRawSource()->stripAndAccumulateConstantOffsets(F.getDataLayout(), At, true));
  const auto *Bytes = dyn_cast<ConstantInt>(Copy.getLength());
  if (isLocal(Copy.getRawDest()))
    return;
  if (!From || !Bytes) {
    Copies.push_back(&Copy);
    return;
  }
  Aggregate Copied = {&Copy, Copy.getRawDest(), {}};
  uint64_t Begin = At.getZExtValue();
  addParts(*From, Begin, Begin + Bytes->getZExtValue(), -int64_t(Begin), Copied.Handles, 0);
  if (Copied.Handles.empty())
    Copies.push_back(&Copy);
  else
    Aggregates.push_back(Copied);
}

static bool isPassedByAddress(const AllocaInst &Whole) {
  constexpr uint64_t Words = 16;
  std::optional<TypeSize> Size = Whole.getAllocationSize(Whole.getDataLayout());
  return Size && Size->getKnownMinValue() > Words;
}

HandleFlow::Parts HandleFlow::partsOf(AllocaInst &Whole) {
  auto [At, New] = KnownParts.try_emplace(&Whole);
  if (!New)
    return At->second;
  Parts Found;
  OfVariable = Types.handlesIn(Whole);
  addParts(Whole, 0, ~uint64_t(0), 0, Found, 0);
  OfVariable.clear();
  return KnownParts[&Whole] = Found;
}

// Of an aggregate with several handles nothing is said: which one is dropped first is the library's matter.
void HandleFlow::collectDrop(CallBase &Call, bool OfHandle) {
  Value *Arg = Call.getArgOperand(0);
  auto *Slot = dyn_cast<AllocaInst>(Arg);
  if (!OfHandle) {
    if (Parts Handles = Slot ? partsOf(*Slot) : Parts(); Handles.size() == 1)
      Drops.push_back({&Call, {nullptr, Slot, Handles[0].Offset}, Handles[0].From});
    return;
  }
  if ((Slot && Parameters.isSlot(*Slot)) || !Parameters.of(Call).empty())
    return;
  if (HandleOrigin From = Slot ? originOfSlot(*Slot, false, 0) : originOf(Arg, false))
    Drops.push_back({&Call, {Slot ? nullptr : Arg, Slot}, From});
}

// Of several handles the last: it is the one that is kept, as in link(from, to).
void HandleFlow::collectArguments(CallBase &Call) {
  ArrayRef<unsigned> Given = Parameters.of(Call);
  for (Use &U : llvm::reverse(Call.args()))
    if (Value *Arg = U; is_contained(Given, Call.getArgOperandNo(&U)))
      continue;
    else if (HandleOrigin From = Arg->getType()->isPointerTy() ? originOf(Arg, true) : HandleOrigin{}) {
      Moves.push_back({&Call, {Arg}, From});
      return;
    }
  // What is larger than two words is passed by its address.
  for (Use &U : llvm::reverse(Call.args()))
    if (auto *Whole = dyn_cast<AllocaInst>(U.get()); Whole && Whole != resultOf(Call) && isPassedByAddress(*Whole))
      if (Parts Handles = partsOf(*Whole); !Handles.empty()) {
        Moves.push_back({&Call, {nullptr, Whole, Handles.back().Offset}, Handles.back().From});
        return;
      }
}

void HandleFlow::collectCall(CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (Callee && Callee->isIntrinsic()) {
    if (auto *Copy = dyn_cast<MemTransferInst>(&Call))
      collectMemCopy(*Copy);
    return;
  }
  if (Callee && Call.arg_size() && Classifier.drops(*Callee))
    return collectDrop(Call, Classifier.dropsHandle(*Callee));
  if (Callee && Classifier.handleSource(*Callee) == HandleSource::Retain)
    Retains.push_back(&Call);
  if (std::optional<unsigned> Offset = Callee ? Classifier.movesIntoBlock(*Callee) : std::nullopt)
    collectMaker(Call, *Offset);
  collectArguments(Call);
}

void HandleFlow::collectGifts() {
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    if (!Call)
      continue;
    for (unsigned Number : Parameters.of(*Call)) {
      Value *Handle = Call->getArgOperand(Number);
      Drops.push_back({Call, {Handle}, originOf(Handle, false), Drop::ByCallee});
    }
    const Function *Callee = Call->getCalledFunction();
    auto *Slot = Call->arg_size() ? dyn_cast<AllocaInst>(Call->getArgOperand(0)) : nullptr;
    if (Slot && Callee && Parameters.isSlot(*Slot) && Classifier.dropsHandle(*Callee))
      Drops.push_back({Call, {nullptr, Slot}, {}, Drop::OfCaller});
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
      Value *Result = Return->getReturnValue() ? returnedHandle(*Return->getReturnValue()) : nullptr;
      if (HandleOrigin From =
              Result && !I.getParent()->getTerminatingMustTailCall() ? originOf(Result, true) : HandleOrigin{})
        Moves.push_back({Return, {Result}, From});
    }
  }
}

} // namespace refsan
