//===- HandleRewriter.cpp - handles that move, to the runtime -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "flow/HandleFlow.h"
#include "rewrite/Rewriter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace refsan {

namespace {
class HandleRewriter {
  Function &F;
  const HandleFlow &Flow;
  RuntimeAbi &Abi;
  struct Answer {
    Value *Taken = nullptr;
    Value *Moving = nullptr; // of which handle, disguised; null: of the one that was asked for
  };
  DenseMap<Value *, Answer> Kept; // what was asked: the answer, or allocas with it
  SmallVector<CallBase *, 4> Rested;

  AllocaInst *makeLocal(Type *T);
  Value *taken(IRBuilder<> &B, const HandleOrigin &From, Value *Handle);
  Answer askAmong(IRBuilder<> &B);
  Value *ask(IRBuilder<> &B, Value *Handle);
  void forget(IRBuilder<> &B);
  void leave(IRBuilder<> &B, Value *Handle, Value *Taken);
  void come(IRBuilder<> &B, Value *Slot, Value *Handle, const HandleOrigin &From);
  Value *handle(IRBuilder<> &B, const HandleAt &At);
  void askAfter(ExtractValueInst &Word);
  void askAfter(CallBase &Call, bool Among);
  void askParameters();
  void prepare();
  void rewriteDrop(const HandleFlow::Drop &D);
  template <typename F> void forEachOrigin(F Do);

public:
  HandleRewriter(Function &F, const HandleFlow &Flow, RuntimeAbi &Abi) : F(F), Flow(Flow), Abi(Abi) {}
  SmallVector<CallBase *, 4> run();
};
} // namespace

AllocaInst *HandleRewriter::makeLocal(Type *T) {
  IRBuilder<> Entry(&*F.getEntryBlock().getFirstInsertionPt());
  AllocaInst *Local = Entry.CreateAlloca(T, nullptr, "refsan.origin");
  IRBuilder<> Init(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  Init.SetCurrentDebugLocation(DebugLoc());
  Init.CreateStore(Constant::getNullValue(T), Local);
  return Local;
}

static Value *loaded(IRBuilder<> &B, Value *Kept) {
  auto *Local = dyn_cast<AllocaInst>(Kept);
  return Local ? B.CreateLoad(Local->getAllocatedType(), Local) : Kept;
}

// Null at run time: not known.
Value *HandleRewriter::taken(IRBuilder<> &B, const HandleOrigin &From, Value *Handle) {
  if (From.Site)
    return From.Site;
  Constant *Null = ConstantPointerNull::get(B.getPtrTy());
  Answer Known = From.Asked ? Kept.lookup(From.Asked) : Answer();
  if (!Known.Taken)
    return Null;
  Value *Taken = loaded(B, Known.Taken);
  return Known.Moving ? B.CreateSelect(B.CreateICmpEQ(loaded(B, Known.Moving), disguised(B, Handle)), Taken, Null)
                      : Taken;
}

Value *HandleRewriter::ask(IRBuilder<> &B, Value *Handle) {
  Value *Moving = B.CreateLoad(B.getInt64Ty(), Abi.threadField(B, RuntimeAbi::Moving));
  Value *Taken = B.CreateLoad(B.getPtrTy(), Abi.threadField(B, RuntimeAbi::Taken));
  return B.CreateSelect(B.CreateICmpEQ(Moving, disguised(B, Handle)), Taken, ConstantPointerNull::get(B.getPtrTy()));
}

HandleRewriter::Answer HandleRewriter::askAmong(IRBuilder<> &B) {
  Value *Moving = B.CreateLoad(B.getInt64Ty(), Abi.threadField(B, RuntimeAbi::Moving));
  return {B.CreateLoad(B.getPtrTy(), Abi.threadField(B, RuntimeAbi::Taken)), Moving};
}

void HandleRewriter::forget(IRBuilder<> &B) {
  B.CreateStore(ConstantPointerNull::get(B.getPtrTy()), Abi.threadField(B, RuntimeAbi::Taken));
}

// It goes to where the function does not see it.
void HandleRewriter::leave(IRBuilder<> &B, Value *Handle, Value *Taken) {
  B.CreateStore(disguised(B, Handle), Abi.threadField(B, RuntimeAbi::Moving));
  B.CreateStore(Taken, Abi.threadField(B, RuntimeAbi::Taken));
}

// It was written to memory that is no local. What is returned there goes on.
void HandleRewriter::come(IRBuilder<> &B, Value *Slot, Value *Handle, const HandleOrigin &From) {
  Value *Taken = taken(B, From, Handle);
  CallInst *Set = B.CreateCall(Abi.get(Entry::__refsan_handle_set), {Slot, Handle, Taken});
  if (!From.Retained)
    Rested.push_back(Set);
  const auto *Result = dyn_cast<Argument>(Slot->stripInBoundsOffsets());
  if (Result && Result->hasStructRetAttr())
    leave(B, Handle, Taken);
}

Value *HandleRewriter::handle(IRBuilder<> &B, const HandleAt &At) {
  if (!At.Slot)
    return firstWord(B, At.Value);
  Value *Slot = At.Offset ? B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), At.Slot, At.Offset) : At.Slot;
  return B.CreateLoad(B.getPtrTy(), Slot);
}

void HandleRewriter::askAfter(ExtractValueInst &Word) {
  if (Kept.contains(&Word))
    return;
  // A local: the handle may be one of several that meet, of which the others are nothing.
  AllocaInst *Local = makeLocal(PointerType::get(F.getContext(), 0));
  IRBuilder<> B(Word.getNextNode());
  B.SetCurrentDebugLocation(Word.getDebugLoc());
  Value *Taken = ask(B, &Word);
  B.CreateStore(Taken, Local);
  Kept[&Word] = {Local};
  // The other word is asked as well.
  Value *Field = Abi.threadField(B, RuntimeAbi::Taken);
  Value *IsThis = B.CreateICmpNE(Taken, ConstantPointerNull::get(B.getPtrTy()));
  B.CreateStore(B.CreateSelect(IsThis, ConstantPointerNull::get(B.getPtrTy()), B.CreateLoad(B.getPtrTy(), Field)),
                Field);
}

void HandleRewriter::askAfter(CallBase &Call, bool Among) {
  Instruction *After = Kept.contains(&Call) ? nullptr : afterCall(Call);
  if (!After)
    return;
  Answer Local = {makeLocal(PointerType::get(F.getContext(), 0)), nullptr};
  IRBuilder<> B(After);
  B.SetCurrentDebugLocation(Call.getDebugLoc());
  if (Among) {
    Local.Moving = makeLocal(B.getInt64Ty());
    Answer Now = askAmong(B);
    B.CreateStore(Now.Taken, Local.Taken);
    B.CreateStore(Now.Moving, Local.Moving);
  } else {
    B.CreateStore(ask(B, firstWord(B, &Call)), Local.Taken);
  }
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
    Kept[Parameter] = From.Among ? askAmong(B) : Answer{ask(B, Parameter)};
    Any = true;
  });
  if (Any)
    forget(B);
}

// What is not known before the function runs is asked for, once.
void HandleRewriter::prepare() {
  askParameters();
  for (const auto &[Local, Fills] : Flow.Locals)
    Kept[Local] = {makeLocal(PointerType::get(F.getContext(), 0))};
  forEachOrigin([&](const HandleOrigin &From) {
    if (auto *Call = dyn_cast_or_null<CallBase>(From.Asked))
      askAfter(*Call, From.Among);
    else if (auto *Word = dyn_cast_or_null<ExtractValueInst>(From.Asked))
      askAfter(*Word);
  });
  for (const auto &[Local, Fills] : Flow.Locals)
    for (const HandleFlow::Store &Fill : Fills) {
      IRBuilder<> B(Fill.At);
      B.CreateStore(taken(B, Fill.From, firstWord(B, Fill.At->getValueOperand())), Kept[Local].Taken);
    }
}

void HandleRewriter::rewriteDrop(const HandleFlow::Drop &D) {
  IRBuilder<> B(D.Call);
  Value *Handle = handle(B, D.Handle), *Hinted = Handle;
  Constant *Null = ConstantPointerNull::get(B.getPtrTy());
  Value *Taken = D.From || D.How == HandleFlow::Drop::OfCaller ? taken(B, D.From, Handle) : ask(B, Handle);
  if (!isa<Constant>(Taken)) { // not known after all: no hint, but what was taken since it came is another one's
    bool Came = D.How == HandleFlow::Drop::Here && !D.From.Among && isa_and_nonnull<CallBase, Argument>(D.From.Asked);
    Value *Unknown = Came ? B.CreateConstGEP1_64(B.getInt8Ty(), Handle, 1) : Null;
    Hinted = B.CreateSelect(B.CreateICmpNE(Taken, Null), Handle, Unknown);
  }
  B.CreateCall(Abi.get(Entry::__refsan_hint_release), {Hinted, Taken});
  if (D.How == HandleFlow::Drop::ByCallee)
    B.CreateCall(Abi.get(Entry::__refsan_release), {Handle, Null});
}

SmallVector<CallBase *, 4> HandleRewriter::run() {
  prepare();
  for (CallBase *Retain : Flow.Retains) {
    // Where its reference goes is known here, or told where it leaves.
    if (Instruction *After =
            Retain->hasOneUse() && isa<ReturnInst>(Retain->user_back()) ? nullptr : afterCall(*Retain)) {
      IRBuilder<> B(After);
      B.SetCurrentDebugLocation(Retain->getDebugLoc());
      forget(B);
    }
  }
  for (const HandleFlow::Store &S : Flow.Stores) {
    IRBuilder<> B(S.At->getNextNode());
    B.SetCurrentDebugLocation(S.At->getDebugLoc());
    come(B, S.At->getPointerOperand(), S.At->getValueOperand(), S.From);
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
      Value *Handle = B.CreateLoad(B.getPtrTy(), Slot);
      come(B, Slot, Handle, Part.From);
    }
  }
  for (const HandleFlow::Drop &D : Flow.Drops)
    rewriteDrop(D);
  for (const HandleFlow::Move &M : Flow.Moves) {
    IRBuilder<> B(M.At);
    Value *Handle = handle(B, M.Handle);
    leave(B, Handle, taken(B, M.From, Handle));
  }
  return Rested;
}

SmallVector<CallBase *, 4> rewriteHandles(Function &F, const HandleFlow &Flow, RuntimeAbi &Abi) {
  return HandleRewriter(F, Flow, Abi).run();
}

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

RestingPlaces restingPlaces(ArrayRef<Instruction *> Copies) {
  RestingPlaces Found;
  copy_if(Copies, std::back_inserter(Found), [](Instruction *Copy) { return written(*Copy).has_value(); });
  return Found;
}

SmallVector<CallBase *, 4> watchRestingPlaces(const RestingPlaces &Places, RuntimeAbi &Abi) {
  SmallVector<CallBase *, 4> Told;
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
      OnlyIf(decided(B, B.CreateICmpEQ(B.CreateIntToPtr(B.CreateNot(B.CreateLoad(
                                                            B.getInt64Ty(), Abi.threadField(B, RuntimeAbi::Moving))),
                                                        B.getPtrTy()),
                                       Fill->getValueOperand())));
    Told.push_back(B.CreateCall(Abi.get(Entry::__refsan_handle_rests), {At, B.getInt64(Bytes)}));
  }
  return Told;
}

} // namespace refsan
