//===- Destructions.cpp - what destructors leave behind -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/SlotClearing.h"
#include "rewrite/Rewriter.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace refsan {

// How much of a variable the call has destroyed; 0: nothing, or not known.
static uint64_t destroyedBytes(const CallBase &Call, SymbolNames &Names) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee || Call.arg_empty() || !isa<AllocaInst>(getUnderlyingObject(Call.getArgOperand(0))) ||
      !Names.destroys(Callee->getName()))
    return 0;
  if (uint64_t Bytes = Call.getParamDereferenceableBytes(0))
    return Bytes;
  // Rust does not say in code that is not optimised. Its owners begin with their pointer.
  StringRef Type = Names.get(Callee->getName()).SelfArgument;
  Type.consume_front("core::option::Option<");
  for (StringRef Owner : {"alloc::rc::", "alloc::sync::", "alloc::boxed::Box<"})
    if (Type.starts_with(Owner))
      return sizeof(uint64_t);
  return 0;
}

void clearDead(Value &Address, Value &Bytes, Instruction &Before) {
  IRBuilder<> B(Before.getContext());
  placeBuilder(B, Before);
  B.CreateMemSet(&Address, B.getInt8(0), &Bytes, Address.getPointerAlignment(Before.getDataLayout()));
}

void clearDead(Value &Address, uint64_t Bytes, Instruction &Before) {
  clearDead(Address, *ConstantInt::get(Type::getInt64Ty(Before.getContext()), Bytes), Before);
}

void clearDestroyed(Function &F, SymbolNames &Names) {
  SmallVector<std::pair<CallBase *, uint64_t>, 16> Destructions;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      if (uint64_t Bytes = destroyedBytes(*Call, Names); Bytes >= 8 && Bytes <= MaxClearedBytes)
        Destructions.push_back({Call, Bytes});
  for (auto [Call, Bytes] : Destructions)
    if (Instruction *After = afterCall(*Call))
      clearDead(*Call->getArgOperand(0), Bytes, *After);
}

bool isHandleDestructor(const Function &F, SymbolNames &Names) {
  if (F.arg_empty() || !Names.destroys(F.getName()))
    return false;
  StringRef Path = Names.get(F.getName()).Path;
  static constexpr StringRef Handles[] = {
#define REFSAN_HANDLE_DESTRUCTOR(Path) Path,
#include "tables/LibraryCode.def"
  };
  return is_contained(Handles, Path);
}

void clearHandle(Function &F) {
  for (ReturnInst *End : returnsOf(F))
    if (uint64_t Bytes = F.getArg(0)->getDereferenceableBytes())
      clearDead(*F.getArg(0), Bytes, *End);
}

} // namespace refsan
