//===- HandleRewriter.cpp - handles that move, to the runtime -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HandleFlow.h"
#include "Rewriter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace refsan {

// As the thread's record has it: no root.
static Value *disguised(IRBuilder<> &B, Value *Handle) { return B.CreateNot(B.CreatePtrToInt(Handle, B.getInt64Ty())); }

namespace {
class HandleRewriter {
  Function &F;
  const HandleFlow &Flow;
  RuntimeAbi &Abi;
  DenseMap<Value *, Value *> Kept; // what was asked: an alloca with the answer, or the answer

  AllocaInst *makeLocal();
  Value *taken(IRBuilder<> &B, const HandleOrigin &From);
  Value *ask(IRBuilder<> &B, Value *Handle);
  void forget(IRBuilder<> &B);
  void askAfter(CallBase &Call);
  void askParameters();
  void prepare();
  void rewriteDrop(const HandleFlow::Drop &D);
  template <typename F> void forEachOrigin(F Do);

public:
  HandleRewriter(Function &F, const HandleFlow &Flow, RuntimeAbi &Abi) : F(F), Flow(Flow), Abi(Abi) {}
  void run();
};
} // namespace

AllocaInst *HandleRewriter::makeLocal() {
  IRBuilder<> Entry(&*F.getEntryBlock().getFirstInsertionPt());
  AllocaInst *Local = Entry.CreateAlloca(Entry.getPtrTy(), nullptr, "refsan.origin");
  IRBuilder<> Init(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  Init.SetCurrentDebugLocation(DebugLoc());
  Init.CreateStore(ConstantPointerNull::get(Init.getPtrTy()), Local);
  return Local;
}

// Null at run time: not known.
Value *HandleRewriter::taken(IRBuilder<> &B, const HandleOrigin &From) {
  if (From.Site)
    return From.Site;
  Value *Answer = From.Asked ? Kept.lookup(From.Asked) : nullptr;
  if (!Answer)
    return ConstantPointerNull::get(B.getPtrTy());
  return isa<AllocaInst>(Answer) ? B.CreateLoad(B.getPtrTy(), Answer) : Answer;
}

Value *HandleRewriter::ask(IRBuilder<> &B, Value *Handle) {
  Value *Moving = B.CreateLoad(B.getInt64Ty(), Abi.threadField(B, RuntimeAbi::Moving));
  Value *Taken = B.CreateLoad(B.getPtrTy(), Abi.threadField(B, RuntimeAbi::Taken));
  return B.CreateSelect(B.CreateICmpEQ(Moving, disguised(B, Handle)), Taken, ConstantPointerNull::get(B.getPtrTy()));
}

void HandleRewriter::forget(IRBuilder<> &B) {
  B.CreateStore(ConstantPointerNull::get(B.getPtrTy()), Abi.threadField(B, RuntimeAbi::Taken));
}

void HandleRewriter::askAfter(CallBase &Call) {
  Instruction *After = Kept.contains(&Call) ? nullptr : afterCall(Call);
  if (!After)
    return;
  AllocaInst *Local = makeLocal();
  IRBuilder<> B(After);
  B.SetCurrentDebugLocation(Call.getDebugLoc());
  B.CreateStore(ask(B, firstWord(B, &Call)), Local);
  forget(B);
  Kept[&Call] = Local;
}

template <typename Do> void HandleRewriter::forEachOrigin(Do F) {
  for (const HandleFlow::Store &S : Flow.Stores)
    F(S.From);
  for (const HandleFlow::Drop &D : Flow.Drops)
    F(D.From);
  for (const HandleFlow::Move &M : Flow.Moves)
    F(M.From);
  for (const HandleFlow::Aggregate &A : Flow.Aggregates)
    for (const HandlePart &Part : A.Handles)
      F(Part.From);
  for (const auto &[Local, Fills] : Flow.Locals)
    for (const HandleFlow::Store &Fill : Fills)
      F(Fill.From);
}

void HandleRewriter::askParameters() {
  IRBuilder<> B(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  B.SetCurrentDebugLocation(DebugLoc());
  bool Any = false;
  forEachOrigin([&](const HandleOrigin &From) {
    auto *Parameter = dyn_cast_or_null<Argument>(From.Asked);
    if (!Parameter || Kept.contains(Parameter))
      return;
    Kept[Parameter] = ask(B, Parameter);
    Any = true;
  });
  if (Any)
    forget(B);
}

// What is not known before the function runs is asked for, once.
void HandleRewriter::prepare() {
  askParameters();
  for (const auto &[Local, Fills] : Flow.Locals)
    Kept[Local] = makeLocal();
  forEachOrigin([&](const HandleOrigin &From) {
    if (auto *Call = dyn_cast_or_null<CallBase>(From.Asked))
      askAfter(*Call);
  });
  for (const auto &[Local, Fills] : Flow.Locals)
    for (const HandleFlow::Store &Fill : Fills) {
      IRBuilder<> B(Fill.At);
      B.CreateStore(taken(B, Fill.From), Kept[Local]);
    }
}

void HandleRewriter::rewriteDrop(const HandleFlow::Drop &D) {
  IRBuilder<> B(D.Call);
  Value *Handle = D.Slot ? B.CreateLoad(B.getPtrTy(), D.Slot) : D.Handle, *Hinted = Handle;
  Constant *Null = ConstantPointerNull::get(B.getPtrTy());
  Value *Taken = D.From || D.How == HandleFlow::Drop::OfCaller ? taken(B, D.From) : ask(B, Handle);
  if (!isa<Constant>(Taken)) // not known after all: no hint
    Hinted = B.CreateSelect(B.CreateICmpNE(Taken, Null), Handle, Null);
  B.CreateCall(Abi.get(Entry::__refsan_hint_release), {Hinted, Taken});
  if (D.How == HandleFlow::Drop::ByCallee)
    B.CreateCall(Abi.get(Entry::__refsan_release), {Handle, Null});
}

void HandleRewriter::run() {
  prepare();
  for (CallBase *Retain : Flow.Retains) {
    // Where its reference goes is known here, or told where it leaves.
    if (Instruction *After = Retain->hasOneUse() && isa<ReturnInst>(Retain->user_back()) ? nullptr : afterCall(*Retain)) {
      IRBuilder<> B(After);
      B.SetCurrentDebugLocation(Retain->getDebugLoc());
      forget(B);
    }
  }
  for (const HandleFlow::Store &S : Flow.Stores) {
    IRBuilder<> B(S.At->getNextNode());
    B.SetCurrentDebugLocation(S.At->getDebugLoc());
    B.CreateCall(Abi.get(Entry::__refsan_handle_set), {S.At->getPointerOperand(), S.At->getValueOperand(), taken(B, S.From)});
  }
  for (const HandleFlow::Aggregate &A : Flow.Aggregates) {
    auto *Call = cast<CallBase>(A.At);
    Instruction *After = afterCall(*Call);
    if (!After)
      continue;
    IRBuilder<> B(After);
    B.SetCurrentDebugLocation(Call->getDebugLoc());
    for (const HandlePart &Part : A.Handles) {
      Value *Slot = B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), firstWord(B, A.Base), Part.Offset);
      B.CreateCall(Abi.get(Entry::__refsan_handle_set), {Slot, B.CreateLoad(B.getPtrTy(), Slot), taken(B, Part.From)});
    }
  }
  for (const HandleFlow::Drop &D : Flow.Drops)
    rewriteDrop(D);
  for (const HandleFlow::Move &M : Flow.Moves) {
    IRBuilder<> B(M.At);
    Value *Handle = firstWord(B, M.Handle);
    B.CreateStore(disguised(B, Handle), Abi.threadField(B, RuntimeAbi::Moving));
    B.CreateStore(taken(B, M.From), Abi.threadField(B, RuntimeAbi::Taken));
  }
}

void rewriteHandles(Function &F, const HandleFlow &Flow, RuntimeAbi &Abi) { HandleRewriter(F, Flow, Abi).run(); }

static bool isOwnMemory(const Value *Pointer) {
  const Value *Base = Pointer->stripInBoundsOffsets();
  const auto *Parameter = dyn_cast<Argument>(Base);
  return isa<AllocaInst>(Base) || (Parameter && Parameter->hasStructRetAttr());
}

// Bytes that a library's instruction writes to memory that is no local, if they
// may be a handle or have one among them.
static std::optional<std::pair<Value *, uint64_t>> written(Instruction &I) {
  constexpr uint64_t Most = 256;
  if (auto *Fill = dyn_cast<StoreInst>(&I)) {
    if (Fill->getValueOperand()->getType()->isPointerTy() && !isa<Constant>(Fill->getValueOperand()) &&
        !isOwnMemory(Fill->getPointerOperand()))
      return std::make_pair(Fill->getPointerOperand(), uint64_t(8));
  } else if (auto *Copy = dyn_cast<MemTransferInst>(&I)) {
    const auto *Bytes = dyn_cast<ConstantInt>(Copy->getLength());
    if (Bytes && Bytes->getZExtValue() >= 8 && Bytes->getZExtValue() <= Most && !isOwnMemory(Copy->getRawDest()))
      return std::make_pair(Copy->getRawDest(), Bytes->getZExtValue());
  }
  return std::nullopt;
}

RestingPlaces restingPlaces(Function &F) {
  RestingPlaces Found;
  for (Instruction &I : instructions(F))
    if (written(I))
      Found.push_back(&I);
  return Found;
}

void watchRestingPlaces(const RestingPlaces &Places, RuntimeAbi &Abi) {
  for (Instruction *I : Places) {
    auto [At, Bytes] = *written(*I);
    IRBuilder<> B(I->getNextNode());
    B.SetCurrentDebugLocation(I->getDebugLoc());
    Value *Taken = B.CreateLoad(B.getPtrTy(), Abi.threadField(B, RuntimeAbi::Taken));
    MDNode *Rarely = MDBuilder(B.getContext()).createUnlikelyBranchWeights();
    auto OnlyIf = [&](Value *Condition) {
      B.SetInsertPoint(SplitBlockAndInsertIfThen(Condition, &*B.GetInsertPoint(), false, Rarely));
      B.SetCurrentDebugLocation(I->getDebugLoc());
    };
    OnlyIf(B.CreateICmpNE(Taken, ConstantPointerNull::get(B.getPtrTy())));
    // As pointers: as a number, one to a local would lead anybody there.
    if (auto *Fill = dyn_cast<StoreInst>(I))
      OnlyIf(B.CreateICmpEQ(B.CreateIntToPtr(B.CreateNot(B.CreateLoad(B.getInt64Ty(), Abi.threadField(B, RuntimeAbi::Moving))),
                                             B.getPtrTy()),
                            Fill->getValueOperand()));
    B.CreateCall(Abi.get(Entry::__refsan_handle_rests), {At, B.getInt64(Bytes)});
  }
}

} // namespace refsan
