//===- MovedOut.cpp - elements that were taken out of a container ---------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is popped off a Vec, taken out of a map or received from a channel is read, bit by bit, and
// stays in room that the container keeps: it would keep a box that nobody has any more. Rust's library
// is known after its own inlining: debug info says what reads and moves elements.
//
//===----------------------------------------------------------------------===//

#include "frames/SlotClearing.h"
#include "names/LibraryCode.h"
#include "rewrite/Rewriter.h"
#include "types/DebugTypes.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

static constexpr StringRef Takers[] = {
#define REFSAN_MOVES_OUT(Path) Path,
#include "tables/LibraryCode.def"
};

/// Is the instruction of core::ptr::read's, or of another such function there, for elements that may hold a pointer?
static bool isInside(const Instruction &I, StringRef Function) {
  const DILocation *At = I.getDebugLoc();
  const DISubprogram *SP = At ? At->getScope()->getSubprogram() : nullptr;
  if (!SP || SP->getName().split('<').first != Function || !StringRef(qualifiedName(SP)).starts_with("core::"))
    return false;
  const DIType *Element = strippedType(firstTypeArgument(SP));
  return Element && !isa<DIBasicType>(Element) && Element->getSizeInBits() / 8 >= sizeof(uint64_t);
}

static bool isOutside(const Value &Address) { return !isa<AllocaInst>(getUnderlyingObject(&Address)); }

static void clearSource(MemTransferInst &Copy) {
  Instruction &Before = *Copy.getNextNode();
  Value &From = *Copy.getRawSource(), &Bytes = *Copy.getLength();
  if (!isa<MemMoveInst>(Copy))
    return clearDead(From, Bytes, Before);
  // Of elements that move up, the room of the last ones is left.
  IRBuilder<> B(Before.getContext());
  placeBuilder(B, Before);
  Type *Word = Bytes.getType();
  Value *Distance = B.CreateSub(B.CreatePtrToInt(&From, Word), B.CreatePtrToInt(Copy.getRawDest(), Word));
  Value *Up = B.CreateICmpSGT(Distance, ConstantInt::get(Word, 0));
  Value *Left =
      B.CreateSelect(Up, B.CreateBinaryIntrinsic(Intrinsic::umin, Distance, &Bytes), ConstantInt::get(Word, 0));
  Value *Rest = B.CreatePtrAdd(&From, B.CreateSub(&Bytes, Left));
  clearDead(*Rest, *Left, Before);
}

void clearMovedOut(Function &F, SymbolNames &Names) {
  if (F.isDeclaration() || !is_contained(Takers, Names.get(F.getName()).Path))
    return;
  SmallVector<LoadInst *, 4> Reads;
  SmallVector<MemTransferInst *, 4> Copies;
  for (Instruction &I : instructions(F)) {
    if (auto *Read = dyn_cast<LoadInst>(&I); Read && isInside(I, "read") && isOutside(*Read->getPointerOperand()))
      Reads.push_back(Read);
    auto *Copy = dyn_cast<MemTransferInst>(&I);
    if (Copy && isOutside(*Copy->getRawSource()) &&
        (isa<MemMoveInst>(Copy) || isInside(I, "read") || isInside(I, "copy_nonoverlapping")))
      Copies.push_back(Copy);
  }
  const DataLayout &Layout = F.getDataLayout();
  for (LoadInst *Read : Reads)
    clearDead(*Read->getPointerOperand(), Layout.getTypeStoreSize(Read->getType()), *Read->getNextNode());
  for (MemTransferInst *Copy : Copies)
    clearSource(*Copy);
}

} // namespace refsan
