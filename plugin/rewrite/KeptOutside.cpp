//===- KeptOutside.cpp - variables outside of loops without end -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The program may end while a thread is in a loop that it never leaves. What the loop does not use an
// optimiser has dropped by then, but it is in scope: its owner has not gone.
//
//===----------------------------------------------------------------------===//

#include "frames/EndlessLoops.h"
#include "frames/KnownExits.h"
#include "rewrite/KeptLocals.h"
#include "rewrite/Rewriter.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

static bool isUsedIn(const EndlessLoop &Blocks, const AllocaInst &Local) {
  return any_of(Local.users(), [&](const User *U) {
    const auto *I = dyn_cast<Instruction>(U);
    return !I || (Blocks.contains(I->getParent()) && !isa<LifetimeIntrinsic>(I));
  });
}

static Instruction *firstWithLine(BasicBlock &Block) {
  for (Instruction &I : Block)
    if (I.getDebugLoc())
      return &I;
  return Block.getTerminator();
}

static void keepOutside(Function &F, const EndlessLoop &Blocks, BasicBlock &Begin, ArrayRef<BasicBlock *> Before) {
  KeptLocals Locals = findLocals(*firstWithLine(Begin), [&](const AllocaInst &Local) {
    return !Blocks.contains(Local.getParent()) && !isUsedIn(Blocks, Local);
  });
  AllocaInst *Kept = placeForLocals(F, Locals.CopiedBytes, "refsan.outside");
  if (Kept) {
    IRBuilder<> Start(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
    Start.CreateMemSet(Kept, Start.getInt8(0), Locals.CopiedBytes, MaybeAlign(8));
  }
  for (BasicBlock *Block : Before) {
    IRBuilder<> B(Block->getTerminator());
    B.SetNoSanitizeMetadata();
    for (AllocaInst *Local : Locals.Shown)
      show(*Local, B);
    if (!Kept)
      continue;
    copyLocals(Locals, *Kept, B);
    show(*Kept, B);
  }
}

void keepOutsideOfLoops(Function &F) {
  for (const EndlessLoop &Loop : endlessLoops(F)) {
    SmallVector<BasicBlock *, 2> Before = blocksBefore(F, Loop);
    if (Before.empty())
      continue;
    for (BasicBlock *Begin : successors(Before.front()))
      if (Loop.contains(Begin)) {
        keepOutside(F, Loop, *Begin, Before);
        break;
      }
  }
}

void hideExits(Function &F) {
  for (Instruction *End : knownExits(F)) {
    auto *Branch = dyn_cast<BranchInst>(End);
    auto *Switch = dyn_cast<SwitchInst>(End);
    Value *Known = Branch ? Branch->getCondition() : Switch->getCondition();
    if (Known->getType()->getIntegerBitWidth() > 64)
      continue;
    IRBuilder<> B(End);
    Value *Unknown = unknown(B, B.CreateZExt(Known, B.getInt64Ty()), /*Stays=*/true); // in the loop
    Unknown = B.CreateTrunc(Unknown, Known->getType());
    if (Branch)
      Branch->setCondition(Unknown);
    else
      Switch->setCondition(Unknown);
  }
}

} // namespace refsan
