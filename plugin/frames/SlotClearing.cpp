//===- SlotClearing.cpp - overwriting variables ---------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/SlotClearing.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

namespace refsan {

uint64_t clearableBytes(const AllocaInst &Memory) {
  std::optional<TypeSize> Size = Memory.getAllocationSize(Memory.getDataLayout());
  if (!Size || Size->isScalable() || Size->getFixedValue() < 8)
    return 0;
  return Size->getFixedValue();
}

void placeBuilder(IRBuilder<> &B, Instruction &Before) {
  B.SetInsertPoint(&Before);
  // No line of the program's: a debugger does not stop here.
  DebugLoc Place;
  if (const DILocation *L = Before.getDebugLoc())
    Place = DILocation::get(Before.getContext(), 0, 0, L->getScope(), L->getInlinedAt());
  else if (DISubprogram *SP = Before.getFunction()->getSubprogram())
    Place = DILocation::get(Before.getContext(), 0, 0, SP);
  B.SetCurrentDebugLocation(Place);
  // The variable may be out of its scope: that is no error of the program's.
  B.SetNoSanitizeMetadata();
}

void clearSlot(Value &Address, uint64_t From, uint64_t Bytes, Instruction &Before) {
  IRBuilder<> B(Before.getContext());
  placeBuilder(B, Before);
  Value *Begin = From ? B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), &Address, From) : &Address;
  Align At = commonAlignment(Address.getPointerAlignment(Before.getDataLayout()), From);
  if (Bytes == 8 && At >= 8)
    B.CreateAlignedStore(ConstantPointerNull::get(B.getPtrTy()), Begin, At, /*isVolatile=*/true);
  else
    B.CreateMemSet(Begin, B.getInt8(0), Bytes, At, /*isVolatile=*/true);
}

void clearDynamic(AllocaInst &Memory) {
  IRBuilder<> B(Memory.getContext());
  placeBuilder(B, *Memory.getNextNode());
  uint64_t Each = Memory.getDataLayout().getTypeAllocSize(Memory.getAllocatedType());
  Value *Count = B.CreateZExtOrTrunc(Memory.getArraySize(), B.getInt64Ty());
  Value *Bytes =
      B.CreateBinaryIntrinsic(Intrinsic::umin, B.CreateMul(Count, B.getInt64(Each)), B.getInt64(MaxClearedBytes));
  B.CreateMemSet(&Memory, B.getInt8(0), Bytes, Memory.getAlign(), /*isVolatile=*/true);
}

} // namespace refsan
