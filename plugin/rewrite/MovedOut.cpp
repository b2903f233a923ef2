//===- MovedOut.cpp - elements that were taken out of a container ---------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is popped off a Vec, taken out of a map or received from a channel is read, bit by bit, and
// stays in room that the container keeps: it would keep a box that nobody has any more. Rust's library
// is known after its own inlining: debug info says what reads and moves elements. Other crates call what does.
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "frames/SlotClearing.h"
#include "names/LibraryCode.h"
#include "rewrite/Rewriter.h"
#include "types/DebugTypes.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/AttributeMask.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

static constexpr StringRef Takers[] = {
#define REFSAN_MOVES_OUT(Path) Path,
#include "tables/EndedElements.def"
};

static bool isTaker(StringRef Path) {
  constexpr StringRef Closure = "::{closure#0}";
  while (Path.consume_back(Closure))
    ;
  return is_contained(Takers, Path);
}

/// Part of what was inlined from a function that takes something out.
static bool isInsideTaker(const Instruction &I, SymbolNames &Names) {
  for (const DILocation *At = I.getDebugLoc(); At && At->getInlinedAt(); At = At->getInlinedAt())
    if (isTaker(Names.get(At->getScope()->getSubprogram()->getLinkageName()).Path))
      return true;
  return false;
}

static uint64_t bytesOf(const DISubprogram *SP) {
  const DIType *Element = SP ? strippedType(firstTypeArgument(SP)) : nullptr;
  uint64_t Bytes = Element && !isa<DIBasicType>(Element) ? Element->getSizeInBits() / 8 : 0;
  return Bytes >= sizeof(uint64_t) ? Bytes : 0;
}

/// Is the instruction of core::ptr::read's, or of another such function there, for elements that may hold a pointer?
static bool isInside(const Instruction &I, StringRef Function) {
  const DILocation *At = I.getDebugLoc();
  const DISubprogram *SP = At ? At->getScope()->getSubprogram() : nullptr;
  return SP && SP->getName().split('<').first == Function && StringRef(qualifiedName(SP)).starts_with("core::") &&
         bytesOf(SP) > 0;
}

/// A function with the element behind a shared reference says that nothing is written there, and so do those that call
/// it and hand on a reference of their own: an optimiser would not believe that the room is overwritten.
static void allowWrites(Value &Address) {
  SmallVector<const Value *, 4> Open = {getUnderlyingObject(&Address)};
  while (!Open.empty()) {
    const Argument *Given = argumentIn(Open.pop_back_val());
    if (!Given || !Given->onlyReadsMemory())
      continue;
    auto &F = *const_cast<Function *>(Given->getParent());
    unsigned Number = Given->getArgNo();
    AttributeMask Denials;
    Denials.addAttribute(Attribute::ReadOnly).addAttribute(Attribute::ReadNone).addAttribute(Attribute::Captures);
    F.removeParamAttrs(Number, Denials);
    for (User *U : F.users())
      if (auto *Call = dyn_cast<CallBase>(U); Call && Call->getCalledOperand() == &F) {
        Call->removeParamAttrs(Number, Denials);
        Open.push_back(getUnderlyingObject(Call->getArgOperand(Number)));
      }
  }
}

static bool isOutside(const Value &Address) { return !isa<AllocaInst>(getUnderlyingObject(&Address)); }

/// Of elements that move up, the room of the last ones is left.
static void clearMovedUp(Value &From, Value &To, Value &Bytes, Instruction &Before) {
  IRBuilder<> B(Before.getContext());
  placeBuilder(B, Before);
  Type *Word = Bytes.getType();
  Value *Distance = B.CreateSub(B.CreatePtrToInt(&From, Word), B.CreatePtrToInt(&To, Word));
  Value *Up = B.CreateICmpSGT(Distance, ConstantInt::get(Word, 0));
  Value *Left =
      B.CreateSelect(Up, B.CreateBinaryIntrinsic(Intrinsic::umin, Distance, &Bytes), ConstantInt::get(Word, 0));
  Value *Rest = B.CreatePtrAdd(&From, B.CreateSub(&Bytes, Left));
  clearDead(*Rest, *Left, Before);
}

static void clearSource(MemTransferInst &Copy) {
  allowWrites(*Copy.getRawSource());
  Instruction &Before = *Copy.getNextNode();
  Value &From = *Copy.getRawSource(), &Bytes = *Copy.getLength();
  if (isa<MemMoveInst>(Copy))
    clearMovedUp(From, *Copy.getRawDest(), Bytes, Before);
  else
    clearDead(From, Bytes, Before);
}

/// The function of core's that reads one element and leaves it where it is, as a crate of its own calls it.
static bool reads(StringRef Path) {
  bool Method = Path.starts_with("*const ") || Path.starts_with("*mut ");
  return Path == "core::ptr::read" || (Method && Path.ends_with("::read")) ||
         Path == "core::mem::maybe_uninit::MaybeUninit::assume_init_read";
}

static void clearRead(CallBase &Call) {
  Type *Large = Call.getParamStructRetType(0);
  Type *Element = Large ? Large : Call.getType();
  uint64_t Bytes = Element->isSized() ? Call.getDataLayout().getTypeStoreSize(Element).getFixedValue() : 0;
  Value &From = *Call.getArgOperand(Large ? 1 : 0);
  Instruction *Before = afterCall(Call);
  // What may be a pointer is one of its type, but for a value that may not be there yet.
  bool Number = Element->isIntegerTy() && !Call.getCalledFunction()->getName().contains("12maybe_uninit");
  if (Before && !Number && Bytes >= sizeof(uint64_t) && isOutside(From)) {
    allowWrites(From);
    clearDead(From, Bytes, *Before);
  }
}

/// A function that copies elements, whose number is its third argument. \p To: they may move up.
static void clearCopied(CallBase &Call, unsigned From, std::optional<unsigned> To = std::nullopt) {
  uint64_t Each = bytesOf(Call.getCalledFunction()->getSubprogram());
  Each = Each ? Each : bytesOf(Call.getFunction()->getSubprogram()); // it is in another codegen unit
  Instruction *Before = afterCall(Call);
  if (!Each || !Before || Call.arg_size() < 3 || !isOutside(*Call.getArgOperand(From)))
    return;
  allowWrites(*Call.getArgOperand(From));
  IRBuilder<> B(Before->getContext());
  placeBuilder(B, *Before);
  Value *Bytes = B.CreateMul(Call.getArgOperand(2), B.getInt64(Each));
  if (To)
    clearMovedUp(*Call.getArgOperand(From), *Call.getArgOperand(*To), *Bytes, *Before);
  else
    clearDead(*Call.getArgOperand(From), *Bytes, *Before);
}

static void clearCalled(CallBase &Call, StringRef Path) {
  if (reads(Path))
    clearRead(Call);
  else if (Path == "core::ptr::copy")
    clearCopied(Call, 0, 1);
  else if (Path == "core::ptr::copy_nonoverlapping")
    clearCopied(Call, 0);
  else if (Path == "alloc::vec::Vec::append_elements")
    clearCopied(Call, 1);
}

void clearMovedOut(Function &F, SymbolNames &Names) {
  bool Takes = isTaker(Names.get(F.getName()).Path);
  auto Considered = [&](const Instruction &I) { return Takes || isInsideTaker(I, Names); };
  SmallVector<LoadInst *, 4> Reads;
  SmallVector<MemTransferInst *, 4> Copies;
  SmallVector<CallBase *, 4> Calls;
  for (Instruction &I : instructions(F)) {
    auto *Read = dyn_cast<LoadInst>(&I);
    auto *Copy = dyn_cast<MemTransferInst>(&I);
    auto *Call = Takes ? dyn_cast<CallBase>(&I) : nullptr;
    if (Read && isInside(I, "read") && isOutside(*Read->getPointerOperand()) && Considered(I))
      Reads.push_back(Read);
    else if (Copy && isOutside(*Copy->getRawSource()) &&
             (isa<MemMoveInst>(Copy) || isInside(I, "read") || isInside(I, "copy_nonoverlapping")) && Considered(I))
      Copies.push_back(Copy);
    else if (Call && Call->getCalledFunction() && !isa<IntrinsicInst>(Call) && Call->arg_size() >= 1)
      Calls.push_back(Call);
  }
  const DataLayout &Layout = F.getDataLayout();
  for (LoadInst *Read : Reads) {
    allowWrites(*Read->getPointerOperand());
    clearDead(*Read->getPointerOperand(), Layout.getTypeStoreSize(Read->getType()), *Read->getNextNode());
  }
  for (MemTransferInst *Copy : Copies)
    clearSource(*Copy);
  for (CallBase *Call : Calls)
    clearCalled(*Call, Names.get(Call->getCalledFunction()->getName()).Path);
}

} // namespace refsan
