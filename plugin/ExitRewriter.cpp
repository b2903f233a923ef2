//===- ExitRewriter.cpp - the beginning and the end of main ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rewriter.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Intrinsics.h"

using namespace llvm;

namespace refsan {

// More than this many bytes of locals are not copied: exit() is called with a
// few pointers at hand, not with tables.
constexpr uint64_t MaxKeptBytes = 1024;

void keepLocals(CallBase &ExitCall, RuntimeAbi &Abi) {
  Function &F = *ExitCall.getFunction();
  const DataLayout &DL = F.getDataLayout();
  SmallVector<std::pair<AllocaInst *, uint64_t>, 8> Locals;
  uint64_t Total = 0;
  for (Instruction &I : instructions(F)) {
    auto *Local = dyn_cast<AllocaInst>(&I);
    if (!Local || !Local->isStaticAlloca())
      continue;
    uint64_t Bytes = Local->getAllocationSize(DL).value_or(TypeSize::getFixed(0)).getFixedValue();
    if (Bytes < 8 || Total + alignTo(Bytes, 8) > MaxKeptBytes || Local->getAllocatedType()->isIntOrIntVectorTy())
      continue;
    Locals.push_back({Local, Bytes});
    Total += alignTo(Bytes, 8);
  }
  if (Locals.empty())
    return;
  // A copy, so that the locals themselves can still live in registers.
  IRBuilder<> Start(&*F.getEntryBlock().getFirstInsertionPt());
  AllocaInst *Kept = Start.CreateAlloca(ArrayType::get(Start.getInt64Ty(), Total / 8), nullptr, "refsan.kept");
  IRBuilder<> B(&ExitCall);
  // A local may be out of scope by now: that is no error of the program's.
  B.SetNoSanitizeMetadata();
  uint64_t At = 0;
  for (auto [Local, Bytes] : Locals) {
    Value *To = B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Kept, At);
    if (Local->getAllocatedType()->isPointerTy() && !Local->isArrayAllocation())
      B.CreateStore(B.CreateLoad(B.getPtrTy(), Local), To);
    else
      B.CreateMemCpy(To, Align(8), Local, Local->getAlign(), Bytes);
    At += alignTo(Bytes, 8);
  }
  B.CreateCall(Abi.get(Entry::__refsan_keep), {Kept});
}

void leaveMain(Function &F, RuntimeAbi &Abi) {
  for (Instruction &I : instructions(F))
    if (auto *Return = dyn_cast<ReturnInst>(&I); Return && !Return->getParent()->getTerminatingMustTailCall()) {
      IRBuilder<> B(Return);
      B.CreateCall(Abi.get(Entry::__refsan_main_left), {});
    }
}

void instrumentMain(Function &F, RuntimeAbi &Abi) {
  IRBuilder<> B(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  B.SetCurrentDebugLocation(DebugLoc());
  if (DISubprogram *SP = F.getSubprogram())
    B.SetCurrentDebugLocation(DILocation::get(F.getContext(), 0, 0, SP));
  Value *Slot = B.CreateIntrinsic(Intrinsic::addressofreturnaddress, {B.getPtrTy()}, {});
  B.CreateCall(Abi.get(Entry::__refsan_main), {Slot});
}

} // namespace refsan
