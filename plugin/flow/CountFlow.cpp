//===- CountFlow.cpp - where a counted pointer goes -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/CountFlow.h"
#include "base/Instructions.h"
#include "base/RuntimeAbi.h"
#include "types/BuiltValues.h"
#include "types/StaticTypes.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace refsan {

constexpr int64_t Itself = -1; // in a Key: the pointer in the local

// The local that alone gets the value.
static const AllocaInst *homeOf(const Value *V) {
  for (const User *U : V->users())
    if (const auto *Store = dyn_cast<StoreInst>(U); Store && Store->getValueOperand() == V)
      if (const auto *Local = dyn_cast<AllocaInst>(Store->getPointerOperand()))
        return Local;
  return nullptr;
}

CountFlow::Key CountFlow::keyOfPlace(const Value *Place) {
  APInt Offset(64, 0);
  const Value *Base =
      Place->stripAndAccumulateConstantOffsets(cast<Instruction>(Place)->getModule()->getDataLayout(), Offset, true);
  if (const auto *Load = dyn_cast<LoadInst>(Base))
    if (const auto *Local = dyn_cast<AllocaInst>(Load->getPointerOperand()))
      return {Local, Offset.getSExtValue()};
  return {Place, Itself};
}

// The pointer that a variable or a field holds.
CountFlow::Key CountFlow::keyOfVariable(const Value *Variable) {
  return isa<Instruction>(Variable) && !isa<AllocaInst>(Variable) ? keyOfPlace(Variable) : Key{Variable, Itself};
}

CountFlow::Key CountFlow::keyOf(const Value *Pointer) {
  // A part of an object, a base or a member with the count, stands for the object.
  Pointer = objectWithPart(Pointer);
  if (const auto *Load = dyn_cast<LoadInst>(Pointer))
    return keyOfVariable(Load->getPointerOperand());
  if (const AllocaInst *Home = homeOf(Pointer))
    return {Home, Itself};
  return {Pointer, Itself};
}

CountFlow::CountFlow(Function &F, const CountFunctions &Functions, SiteInfo &Sites) : F(F), Sites(Sites) {
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    for (unsigned Argument : Call && !Call->isMustTailCall() ? builtBy(*Call).Kept : SmallVector<unsigned, 4>()) {
      Builders.push_back({CountRole::Retain, Argument, true, std::nullopt, false, /*Keeps=*/true});
      Retains.push_back({Call, &Builders.back(), /*Used=*/true});
    }
    const CountFunction *What = Call ? Functions.findCalled(*Call) : nullptr;
    bool Object = What && (What->Argument < Call->arg_size() ||
                           (What->Argument == ResultOfCall && Call->getType()->isPointerTy()));
    if (!Object || Call->isMustTailCall())
      continue;
    (What->Role == CountRole::Retain ? Retains : Releases).push_back({Call, What});
    if (What->Keeps)
      Retains.back().Used = true;
    if (const AllocaInst *Home = What->Role == CountRole::Retain ? homeOf(Call) : nullptr)
      Retains.back().Kept = Home == keyOf(objectOf(Retains.back())).first ? nullptr : Home;
  }
}

bool CountFlow::dominates(const Instruction *A, const Instruction *B) {
  if (!Tree)
    Tree.emplace(F);
  return Tree->dominates(A, B);
}

// What has given the local the value that it has at an instruction: a store or, if asked for, a call that was given its
// address. Null: one of several.
Instruction *CountFlow::lastFill(const AllocaInst *Local, const Instruction *At, bool ByCalls) {
  Instruction *Last = nullptr;
  for (const Use &U : Local->uses()) {
    auto *I = dyn_cast<Instruction>(U.getUser());
    const auto *Call = dyn_cast_or_null<CallBase>(I);
    bool Fills = Call ? ByCalls && Call->isDataOperand(&U) && !isa<IntrinsicInst>(Call)
                      : isa_and_nonnull<StoreInst>(I) && U.getOperandNo() == StoreInst::getPointerOperandIndex();
    if (!Fills || I == At || dominates(At, I))
      continue;
    if (!dominates(I, At))
      return nullptr;
    if (!Last || dominates(Last, I))
      Last = I;
  }
  return Last;
}

// The store whose value the local has at an instruction; null: one of several.
const StoreInst *CountFlow::lastStoreTo(const AllocaInst *Local, const Instruction *At) {
  return cast_or_null<StoreInst>(lastFill(Local, At, /*ByCalls=*/false));
}

// The call that was given the local's address and has filled it at an instruction: "get_stream(&s)". Null: it is
// not known what has.
CallBase *CountFlow::filledBy(const AllocaInst *Local, const Instruction *At) {
  return dyn_cast_or_null<CallBase>(lastFill(Local, At, /*ByCalls=*/true));
}

// The pointer that is stored: as such, or as a number (a value that is either), in one of several cases. Null: none.
static const Value *pointerIn(const Value *Stored) {
  if (Stored->getType()->isPointerTy())
    return Stored;
  if (const auto *Number = dyn_cast<PtrToIntOperator>(Stored))
    return Number->getPointerOperand();
  if (const auto *Cases = dyn_cast<PHINode>(Stored))
    for (const Value *Case : Cases->incoming_values())
      if (const auto *Number = dyn_cast<PtrToIntOperator>(Case))
        return Number->getPointerOperand();
  return nullptr;
}

// What is stored to a struct in a local variable ("a[n] = (struct entry){name, node_ref(v)}") lands where the only
// copy of that struct goes.
CountFlow::Landing CountFlow::landingOf(StoreInst &Store) {
  Value *Place = Store.getPointerOperand();
  if (!isLocal(Place))
    return {&Store, Place, 0};
  const DataLayout &Layout = Store.getModule()->getDataLayout();
  APInt Field(64, 0);
  const auto *Local = dyn_cast<AllocaInst>(Place->stripAndAccumulateConstantOffsets(Layout, Field, true));
  if (!Local || !Local->getAllocatedType()->isStructTy())
    return {};
  MemCpyInst *Only = nullptr;
  for (const User *U : Local->users()) {
    const auto *Copy = dyn_cast<MemCpyInst>(U);
    if (!Copy || Copy->getRawSource() != Local)
      continue;
    if (Only || isLocal(Copy->getRawDest()) || !dominates(&Store, Copy))
      return {};
    Only = const_cast<MemCpyInst *>(Copy);
  }
  const auto *Size = Only ? dyn_cast<ConstantInt>(Only->getLength()) : nullptr;
  if (!Size || Field.isNegative() || Field.uge(Size->getZExtValue()))
    return {};
  return {Only, Only->getRawDest(), Field.getSExtValue()};
}

// A field gets the retained pointer: the call's result, or what it was given.
void CountFlow::matchStores() {
  for (Instruction &I : instructions(F)) {
    auto *Store = dyn_cast<StoreInst>(&I);
    const Value *Stored = Store ? pointerIn(Store->getValueOperand()) : nullptr;
    Landing To = Stored ? landingOf(*Store) : Landing();
    if (!To.Done)
      continue;
    Stored = Stored->stripInBoundsConstantOffsets();
    Key Name = keyOf(Stored);
    Key Place = isa<Instruction>(Store->getPointerOperand()) ? keyOfPlace(Store->getPointerOperand()) : Key{};
    Change *Best = nullptr;
    for (Change &R : Retains) {
      bool Result = Stored == R.Call || Name == keyOf(R.Call);
      bool Same = Name == keyOf(objectOf(R));
      // "a->x = x; retain(a->x)"
      bool ThroughField =
          Place.first && Place.second != Itself && Place == keyOf(objectOf(R)) && dominates(Store, R.Call);
      if (!R.Used && (Result || Same || ThroughField) && (!Best || dominates(Best->Call, R.Call)))
        Best = &R;
    }
    if (!Best)
      continue;
    Instruction *Last = dominates(To.Done, Best->Call) ? static_cast<Instruction *>(Best->Call) : To.Done;
    if (Instruction *At = insertionPointAfter(Last)) {
      Stores.push_back({At, To.Place, Store->getValueOperand(), Best->Call, To.Offset});
      Best->Used = true;
    }
  }
}

// The field that was read still has what it had: what is given up after "x = f; ref(x)" is not the field's.
bool CountFlow::keepsValue(const LoadInst &Field) const {
  if (!isa<Instruction>(Field.getPointerOperand()))
    return false;
  Key Place = keyOfPlace(Field.getPointerOperand());
  return Place.second != Itself && none_of(instructions(F), [&](const Instruction &I) {
           const auto *Store = dyn_cast<StoreInst>(&I);
           return Store && isa<Instruction>(Store->getPointerOperand()) &&
                  keyOfPlace(Store->getPointerOperand()) == Place;
         });
}

void CountFlow::matchReleases(bool OfHandle) {
  for (Change &R : Releases) {
    auto *Object = const_cast<Value *>(objectWithPart(objectOf(R)));
    const auto *Load = R.What->Behind ? nullptr : dyn_cast<LoadInst>(Object);
    Key Name = R.What->Behind ? keyOfVariable(objectOf(R)) : keyOf(Object);
    if (R.What->Behind && !isa<AllocaInst>(Object)) {
      if (isa<GEPOperator>(objectOf(R)))
        Known.push_back({&R, objectOf(R), nullptr, nullptr, nullptr});
      continue;
    }
    // The nearest retain before it that nothing else has, neither a release on each way here.
    auto IsGivenUp = [&](const Change &T) {
      return any_of(Known,
                    [&](const KnownRelease &K) { return K.Retain == T.Call && dominates(K.Release->Call, R.Call); });
    };
    Change *Nearest = nullptr;
    for (Change &T : Retains)
      if (!T.Used && !IsGivenUp(T) && (T.Kept ? T.Kept == Name.first : keyOf(objectOf(T)) == Name) &&
          dominates(T.Call, R.Call) && (!Nearest || dominates(Nearest->Call, T.Call)))
        Nearest = &T;
    // A field's value, perhaps by way of a local that has nothing else.
    if (const auto *Local = Load ? dyn_cast<AllocaInst>(Load->getPointerOperand()) : nullptr)
      if (const StoreInst *Only = lastStoreTo(Local, R.Call))
        if (const auto *Field = dyn_cast<LoadInst>(Only->getValueOperand()->stripPointerCasts());
            Field && !isLocal(Field->getPointerOperand()) && !(Nearest && keepsValue(*Field)))
          Load = Field;
    if (Load && !isLocal(Load->getPointerOperand()) && !isa<GlobalVariable>(Load->getPointerOperand())) {
      Known.push_back({&R, const_cast<Value *>(Load->getPointerOperand()), nullptr, nullptr, nullptr});
      continue;
    }
    if (Nearest) {
      Known.push_back({&R, nullptr, Nearest->Call, nullptr, nullptr});
      continue;
    }
    if (OfHandle)
      continue; // what it held has been told
    auto *Local = const_cast<AllocaInst *>(dyn_cast<AllocaInst>(Name.first));
    if (!Local && Load && isa<AllocaInst>(getUnderlyingObject(Load->getPointerOperand()))) {
      Known.push_back({&R, const_cast<Value *>(Load->getPointerOperand()), nullptr, nullptr, nullptr});
      continue;
    }
    CallBase *Made = Local ? filledBy(Local, R.Call) : nullptr;
    AllocaInst *Out = Made ? Local : nullptr;
    const StoreInst *Only = Local && !Made ? lastStoreTo(Local, R.Call) : nullptr;
    if (Only)
      Made = dyn_cast<CallBase>(const_cast<Value *>(Only->getValueOperand()->stripPointerCasts()));
    if (Made && !Made->isMustTailCall() && insertionPointAfter(Made))
      Known.push_back({&R, nullptr, nullptr, Made, Out});
  }
}

// What a retain returned is another function's argument: "list_add(l, node_ref(n))". It is for whom that serves.
void CountFlow::matchGifts() {
  for (Change &R : Retains)
    for (User *U : R.Call->users()) {
      auto *To = dyn_cast<CallBase>(U);
      if (!To || isa<IntrinsicInst>(To))
        continue;
      R.Used = true;
      if (Instruction *At = To->isMustTailCall() ? nullptr : insertionPointAfter(To))
        Gifts.push_back({At, R.Call, objectOf(R)});
    }
}

void CountFlow::collect(bool OfHandle) {
  if (empty())
    return;
  if (!OfHandle)
    matchStores();
  matchGifts();
  matchReleases(OfHandle);
}

// The reference that a function returned, or wrote to a local, asked for right after the call; kept
// in a local until it is given up.
static AllocaInst *keepOrigin(CallBase &Made, AllocaInst *Out, RuntimeAbi &Abi) {
  IRBuilder<> Entry(&*Made.getFunction()->getEntryBlock().getFirstInsertionPt());
  AllocaInst *Kept = Entry.CreateAlloca(Entry.getPtrTy(), nullptr, "refsan.origin");
  IRBuilder<> Init(&*Made.getFunction()->getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  Init.SetCurrentDebugLocation(DebugLoc());
  Init.CreateStore(ConstantPointerNull::get(Init.getPtrTy()), Kept);
  IRBuilder<> B(insertionPointAfter(&Made));
  B.SetCurrentDebugLocation(Made.getDebugLoc());
  Value *Object = Out ? static_cast<Value *>(B.CreateLoad(B.getPtrTy(), Out)) : &Made;
  B.CreateStore(B.CreateCall(Abi.get(Entry::__refsan_last_retain), {Object}), Kept);
  return Kept;
}

// "*out = object": it is the caller's, as what is returned.
static bool isGivenBack(const Value *Slot) {
  const auto *Load = dyn_cast<LoadInst>(Slot);
  const auto *Home = Load ? dyn_cast<AllocaInst>(Load->getPointerOperand()) : nullptr;
  return Home && any_of(Home->users(), [&](const User *U) {
           const auto *Store = dyn_cast<StoreInst>(U);
           return Store && Store->getPointerOperand() == Home && isa<Argument>(Store->getValueOperand());
         });
}

// The object that the call gets, or is led to.
Value *CountFlow::objectBefore(const Change &C) const {
  if (!C.What->Behind)
    return objectOf(C);
  IRBuilder<> B(C.Call);
  return B.CreateLoad(B.getPtrTy(), objectOf(C));
}

// The reference is where it stays: what the function returns is another one.
static void comeToRest(IRBuilder<> &B, Value *Object, RuntimeAbi &Abi) {
  Value *Moving = B.CreateLoad(B.getInt64Ty(), Abi.threadField(B, RuntimeAbi::Moving));
  Value *Same = B.CreateICmpEQ(Moving, disguised(B, Object));
  Value *Taken = Abi.threadField(B, RuntimeAbi::Taken);
  Value *None = ConstantPointerNull::get(B.getPtrTy());
  B.CreateStore(B.CreateSelect(Same, None, B.CreateLoad(B.getPtrTy(), Taken)), Taken);
}

SmallVector<std::pair<CallBase *, Constant *>, 4> CountFlow::rewrite(const CountedTypes &Counted, TypeDescriber &Types,
                                                                     RuntimeAbi &Abi) {
  for (const StoredRetain &S : Stores) {
    IRBuilder<> B(S.After);
    B.SetCurrentDebugLocation(S.Retain->getDebugLoc());
    Value *Object = S.Object->getType()->isPointerTy() ? S.Object : B.CreateIntToPtr(S.Object, B.getPtrTy());
    Value *Slot = S.Offset ? B.CreateConstGEP1_64(B.getInt8Ty(), S.Slot, S.Offset) : S.Slot;
    B.CreateCall(Abi.get(Entry::__refsan_handle_set), {Slot, Object, Sites.site(*S.Retain, Op::Call)});
    if (!isGivenBack(S.Slot))
      comeToRest(B, Object, Abi);
  }
  for (const Gift &G : Gifts) {
    IRBuilder<> B(G.After);
    B.SetCurrentDebugLocation(G.Retain->getDebugLoc());
    comeToRest(B, G.Object, Abi);
  }
  for (const KnownRelease &K : Known) {
    CallBase *Release = K.Release->Call;
    Value *Object = objectBefore(*K.Release);
    Value *Site = nullptr;
    if (K.Retain)
      Site = Sites.site(*K.Retain, Op::Call);
    else if (!K.Slot) {
      AllocaInst *Kept = keepOrigin(*K.Made, K.Out, Abi);
      IRBuilder<> B(Release);
      Site = B.CreateLoad(B.getPtrTy(), Kept);
    }
    IRBuilder<> B(Release);
    if (K.Slot &&
        isa<AllocaInst>(getUnderlyingObject(K.Slot))) // in a struct on the stack, whose fields have no records
      B.CreateCall(Abi.get(Entry::__refsan_hint_counted), {Object, ConstantPointerNull::get(B.getPtrTy())});
    else if (K.Slot)
      B.CreateCall(Abi.get(Entry::__refsan_hint_slot), {Object, K.Slot});
    else
      B.CreateCall(Abi.get(Entry::__refsan_hint_counted), {Object, Site});
  }
  for (const SmallVector<Change, 4> *Changes : {&Retains, &Releases})
    for (const Change &C : *Changes)
      if (const Function *Callee = C.Call->getCalledFunction(); Callee && Callee->isDeclaration())
        reportElsewhere(C, Counted, Types, Abi);
  return std::move(Reported);
}

// Code that is not instrumented counts by itself; instrumented code would count
// once more.
void CountFlow::reportElsewhere(const Change &C, const CountedTypes &Counted, TypeDescriber &Types, RuntimeAbi &Abi) {
  Instruction *After = insertionPointAfter(C.Call);
  if (!After || (C.What->Behind && !isa<AllocaInst, GEPOperator>(objectOf(C))))
    return;
  bool Result = C.What->Argument == ResultOfCall;
  IRBuilder<> B(Result ? After : C.Call);
  B.SetCurrentDebugLocation(C.Call->getDebugLoc());
  Value *Object = objectBefore(C);
  // A library's object, of which the code says only here what it is.
  const DIType *T = Result ? nullptr : pointeeOf(staticType(*Object));
  if (T && C.What->Role == CountRole::Retain && Counted.countOf(T)) {
    SiteType Known = {Types.describe(T, false), Layout::One};
    B.CreateCall(Abi.get(Entry::__refsan_seen), {Object, Sites.site(*C.Call, Op::Alloc, Known)});
  }
  if (C.What->Role == CountRole::Retain) {
    Constant *Operation = Sites.operation(Op::Retain, C.Call->getCalledFunction()->getName());
    Reported.push_back(
        {B.CreateCall(Abi.get(Entry::__refsan_counted_retain), {Object, Operation}), Sites.site(*C.Call, Op::Call)});
  } else {
    B.CreateCall(Abi.get(Entry::__refsan_counted_release), {Object});
  }
  if (Result)
    return;
  B.CreateCall(Abi.get(Entry::__refsan_covered), {Object});
  IRBuilder<> Done(After);
  Done.SetCurrentDebugLocation(C.Call->getDebugLoc());
  Done.CreateCall(Abi.get(Entry::__refsan_covered), {ConstantPointerNull::get(B.getPtrTy())});
}

} // namespace refsan
