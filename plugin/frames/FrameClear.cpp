//===- FrameClear.cpp - frames begin and end clean ------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/HiddenRegisters.h"
#include "frames/CheckReach.h"
#include "frames/ChecksAhead.h"
#include "frames/EndlessLoops.h"
#include "frames/FrameMarks.h"
#include "frames/FramePasses.h"
#include "frames/SlotClearing.h"
#include "names/SymbolNames.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

// Before anything is called, the function itself fills the slot.
static bool isFilledAtOnce(const AllocaInst &Memory, uint64_t Bytes) {
  const DataLayout &DL = Memory.getDataLayout();
  for (const Instruction *I = Memory.getNextNode(); I; I = I->getNextNode()) {
    if (const auto *Store = dyn_cast<StoreInst>(I); Store && Store->getPointerOperand() == &Memory)
      return DL.getTypeStoreSize(Store->getValueOperand()->getType()) >= Bytes;
    if (const auto *Fill = dyn_cast<MemIntrinsic>(I)) {
      const auto *Size = dyn_cast<ConstantInt>(Fill->getLength());
      if (Fill->getDest() == &Memory)
        return Size && Size->getZExtValue() >= Bytes;
      continue;
    }
    if (const auto *Call = dyn_cast<CallBase>(I); Call && !Call->getIntrinsicID())
      return false;
  }
  return false;
}

// Gives the variable whole units of the stack's alignment: between variables, too,
// there are words that nobody writes.
static AllocaInst *withoutGaps(AllocaInst &Memory, uint64_t Bytes) {
  uint64_t Whole = alignTo(Bytes, StackUnit);
  if (Memory.getAlign() < StackUnit)
    Memory.setAlignment(Align(StackUnit));
  if (Whole == Bytes)
    return &Memory;
  IRBuilder<> B(&Memory);
  AllocaInst *Rounded = B.CreateAlloca(ArrayType::get(B.getInt8Ty(), Whole), Memory.getAddressSpace());
  Rounded->setAlignment(Memory.getAlign());
  Rounded->takeName(&Memory);
  Memory.replaceAllUsesWith(Rounded);
  Memory.eraseFromParent();
  return Rounded;
}

// Behind the stores of the parameters, which would have to wait elsewhere; each
// fills its variable.
static bool storesParameter(const Instruction &I) {
  const auto *Store = dyn_cast<StoreInst>(&I);
  const auto *Memory = Store ? dyn_cast<AllocaInst>(Store->getPointerOperand()) : nullptr;
  return Memory && isa<Argument>(Store->getValueOperand()) &&
         Memory->getAllocationSize(I.getDataLayout()) ==
             I.getDataLayout().getTypeStoreSize(Store->getValueOperand()->getType());
}
static Instruction &beginOf(Function &F) {
  BasicBlock::iterator I = F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  while (storesParameter(*I))
    ++I;
  return *I;
}

// Variables at fixed places may stand behind other code of the entry block.
static void gather(ArrayRef<AllocaInst *> Fixed) {
  for (AllocaInst *Memory : Fixed) {
    BasicBlock &Entry = *Memory->getParent();
    BasicBlock::iterator First = Entry.getFirstNonPHIOrDbgOrAlloca();
    if (First->comesBefore(Memory))
      Memory->moveBefore(Entry, First);
  }
}

// True: all variables are at fixed places, in whole units.
static bool clearAtBegin(Function &F) {
  SmallVector<AllocaInst *, 16> Fixed;
  bool AllFixed = true;
  for (Instruction &I : make_early_inc_range(instructions(F))) {
    auto *Memory = dyn_cast<AllocaInst>(&I);
    if (!Memory)
      continue;
    bool Usual = !Memory->isSwiftError() && !Memory->isUsedWithInAlloca();
    AllFixed &= Usual && Memory->isStaticAlloca();
    if (Usual && Memory->isStaticAlloca())
      Fixed.push_back(Memory);
    else if (Usual)
      clearDynamic(*Memory);
  }
  gather(Fixed);
  Instruction &Begin = beginOf(F);
  uint64_t Total = 0;
  for (AllocaInst *Memory : Fixed) {
    std::optional<TypeSize> Size = Memory->getAllocationSize(Memory->getDataLayout());
    // What has no size takes room all the same.
    uint64_t Bytes = Size && !Size->isScalable() ? std::max<uint64_t>(Size->getFixedValue(), 1) : 0;
    AllFixed &= Bytes != 0;
    if (Bytes == 0)
      continue;
    bool Filled = isFilledAtOnce(*Memory, Bytes) || Total + Bytes > MaxClearedBytes;
    Total += Filled ? 0 : Bytes;
    AllocaInst *Whole = withoutGaps(*Memory, Bytes);
    uint64_t From = Filled ? alignTo(Bytes, 8) : 0, End = alignTo(Bytes, StackUnit);
    if (From < End)
      clearSlot(*Whole, From, End - From, Begin);
  }
  return AllFixed;
}

static void clearAtEnds(Function &F, const ChecksAhead &Checks) {
  SmallVector<IntrinsicInst *, 16> Ends;
  for (Instruction &I : instructions(F))
    if (auto *End = dyn_cast<IntrinsicInst>(&I);
        End && End->getIntrinsicID() == Intrinsic::lifetime_end && Checks.behind(*End))
      Ends.push_back(End);
  for (IntrinsicInst *End : Ends) {
    auto *Memory = dyn_cast<AllocaInst>(End->getArgOperand(0));
    uint64_t Bytes = Memory ? clearableBytes(*Memory) : 0;
    if (Bytes && Bytes <= MaxClearedAtEnd)
      clearSlot(*Memory, 0, Bytes, *End);
  }
}

// What a loop without end does not need lies in registers for ever. What it needs is kept
// by the code generator in the frame meanwhile.
static void clearRegistersBefore(Instruction &End) {
  std::string Code, Lost;
  for (StringRef Register :
       {"eax", "ebx", "ecx", "edx", "esi", "edi", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"}) {
    Code += ("xorl %" + Register + ", %" + Register + "\n").str();
    Lost += Register.starts_with("r") ? ("~{" + Register.drop_back() + "},").str()
                                      : ("~{r" + Register.drop_front() + "},").str();
  }
  for (unsigned Number = 0; Number < 16; ++Number) {
    std::string Register = "xmm" + utostr(Number);
    Code += "xorps %" + Register + ", %" + Register + "\n";
    Lost += "~{" + Register + "},";
  }
  Lost += "~{dirflag},~{fpsr},~{flags}";
  IRBuilder<> B(&End);
  auto *Type = FunctionType::get(B.getVoidTy(), false);
  B.CreateCall(InlineAsm::get(Type, Code, Lost, /*hasSideEffects=*/true));
}

static void clearRegisters(Function &F) {
  for (const EndlessLoop &Loop : endlessLoops(F))
    for (BasicBlock *Before : blocksBefore(F, Loop))
      clearRegistersBefore(*Before->getTerminator());
}

// One register has to hold where the frame is then.
static bool hasDynamicFrame(const Function &F) {
  return any_of(instructions(F), [](const Instruction &I) {
    const auto *Memory = dyn_cast<AllocaInst>(&I);
    return Memory && !Memory->isStaticAlloca();
  });
}

PreservedAnalyses FrameClearPass::run(Module &M, ModuleAnalysisManager &) {
  if (PreLink && isRust(M))
    return PreservedAnalyses::all();
  bool IsX86 = M.getTargetTriple().getArch() == Triple::x86_64;
  for (Function &F : M) {
    if (!mayBeLive(F))
      continue;
    ChecksAhead Checks(F);
    if (!Checks.any())
      continue;
    clearAtEnds(F, Checks);
    bool Hidden = hiddenRegisters(F) != HiddenRegisters::None; // the mark names one
    if (clearAtBegin(F))
      markFrame(F, beginOf(F), IsX86 && !PreLink);
    if (IsX86 && !hasDynamicFrame(F) && !Hidden)
      clearRegisters(F);
  }
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
