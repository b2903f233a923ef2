//===- EndedElements.cpp - what a container has no more -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A vector of plain pointers that was cleared, or a queue one was taken off, has them
// still, in room that it keeps: they would keep what nobody has any more.
//
//===----------------------------------------------------------------------===//

#include "frames/SlotClearing.h"
#include "rewrite/Rewriter.h"
#include "types/DebugTypes.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace refsan {

static constexpr StringRef Enders[] = {
#define REFSAN_ENDS_ELEMENTS(Path) Path,
#include "tables/EndedElements.def"
};
static constexpr StringRef DestroysOne[] = {
#define REFSAN_DESTROYS_ONE(Path) Path,
#include "tables/EndedElements.def"
};
static constexpr StringRef DestroysRange[] = {
#define REFSAN_DESTROYS_RANGE(Path) Path,
#include "tables/EndedElements.def"
};
static constexpr StringRef Emptiers[] = {
#define REFSAN_EMPTIES(Path) Path,
#include "tables/EndedElements.def"
};

/// Of the container's elements; 0: not known, or they cannot hold a pointer.
static uint64_t elementBytes(const Function &F, const SymbolName &Name) {
  constexpr uint64_t Pointer = sizeof(uint64_t);
  const DISubprogram *SP = F.getSubprogram();
  const DIType *Element = SP ? strippedType(firstTypeArgument(SP)) : nullptr;
  if (!Element)
    return StringRef(Name.SelfArgument).ends_with("*") ? Pointer : 0;
  uint64_t Bytes = isa<DIBasicType>(Element) ? 0 : Element->getSizeInBits() / 8;
  return Bytes >= Pointer ? Bytes : 0;
}

static void clearRange(CallBase &Call, Instruction &Before) {
  IRBuilder<> B(Before.getContext());
  placeBuilder(B, Before);
  Value *First = Call.getArgOperand(0), *Last = Call.getArgOperand(1);
  if (!First->getType()->isPointerTy() || !Last->getType()->isPointerTy())
    return;
  Value *Bytes = B.CreateSub(B.CreatePtrToInt(Last, B.getInt64Ty()), B.CreatePtrToInt(First, B.getInt64Ty()));
  clearDead(*First, *Bytes, Before);
}

static void clearElements(Function &F, uint64_t Element, SymbolNames &Names) {
  SmallVector<CallBase *, 4> Calls;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I); Call && Call->getCalledFunction() && Call->arg_size() >= 2)
      Calls.push_back(Call);
  for (CallBase *Call : Calls) {
    StringRef Path = Names.get(Call->getCalledFunction()->getName()).Path;
    bool One = is_contained(DestroysOne, Path);
    Instruction *Before = One || is_contained(DestroysRange, Path) ? afterCall(*Call) : nullptr;
    if (!Before)
      continue;
    if (One)
      clearDead(*Call->getArgOperand(1), Element, *Before);
    else
      clearRange(*Call, *Before);
  }
}

/// What stands in front of the flag or index, which is smaller than a word and
/// comes last: the value.
static void clearValue(Function &F) {
  uint64_t Bytes = F.arg_empty() ? 0 : F.getArg(0)->getDereferenceableBytes();
  uint64_t Value = Bytes / sizeof(uint64_t) * sizeof(uint64_t);
  if (Value == Bytes || Value > MaxClearedAtEnd)
    return;
  for (ReturnInst *End : returnsOf(F))
    clearDead(*F.getArg(0), Value, *End);
}

void clearEnded(Function &F, SymbolNames &Names) {
  const SymbolName &Name = Names.get(F.getName());
  if (Name.Root != "std")
    return;
  if (is_contained(Emptiers, Name.Path))
    clearValue(F);
  else if (is_contained(Enders, Name.Path))
    if (uint64_t Bytes = elementBytes(F, Name); Bytes > 0 && Bytes <= MaxClearedAtEnd)
      clearElements(F, Bytes, Names);
}

} // namespace refsan
