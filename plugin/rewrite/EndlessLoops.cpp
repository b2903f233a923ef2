//===- EndlessLoops.cpp - variables outside of loops without end ----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The program may end while a thread is in a loop that it never leaves. What the loop does not use an
// optimiser has dropped by then, but it is in scope: its owner has not gone.
//
//===----------------------------------------------------------------------===//

#include "rewrite/KeptLocals.h"
#include "rewrite/Rewriter.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

namespace {
using Loop = SmallPtrSet<BasicBlock *, 8>;
} // namespace

// Nothing leads out of it, but for calls that do not come back and exceptions that are not caught.
static bool isEndless(const Loop &Blocks) {
  return all_of(Blocks, [&](BasicBlock *Block) {
    return all_of(successors(Block), [&](BasicBlock *Next) {
      return Blocks.contains(Next) || Next->isEHPad() || isa<UnreachableInst>(Next->getTerminator());
    });
  });
}

static bool isUsedIn(const Loop &Blocks, const AllocaInst &Local) {
  return any_of(Local.users(), [&](const User *U) {
    const auto *I = dyn_cast<Instruction>(U);
    return !I || (Blocks.contains(const_cast<BasicBlock *>(I->getParent())) && !isa<LifetimeIntrinsic>(I));
  });
}

static Instruction *firstWithLine(BasicBlock &Block) {
  for (Instruction &I : Block)
    if (I.getDebugLoc())
      return &I;
  return Block.getTerminator();
}

static void keepOutside(Function &F, const Loop &Blocks, BasicBlock &Begin, ArrayRef<BasicBlock *> Before) {
  KeptLocals Locals =
      findLocals(*firstWithLine(Begin), [&](const AllocaInst &Local) { return !isUsedIn(Blocks, Local); });
  AllocaInst *Kept = nullptr;
  if (Locals.CopiedBytes) {
    IRBuilder<> Start(&*F.getEntryBlock().getFirstInsertionPt());
    Kept = Start.CreateAlloca(ArrayType::get(Start.getInt64Ty(), Locals.CopiedBytes / 8), nullptr, "refsan.outside");
    Start.SetInsertPoint(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
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
  SmallVector<Loop, 1> Endless;
  for (auto Component = scc_begin(&F); !Component.isAtEnd(); ++Component)
    if (Component.hasCycle())
      if (Loop Blocks(Component->begin(), Component->end()); isEndless(Blocks))
        Endless.push_back(std::move(Blocks));
  for (const Loop &Blocks : Endless) {
    SmallVector<BasicBlock *, 4> Before;
    BasicBlock *Begin = nullptr;
    for (BasicBlock *Block : Blocks)
      for (BasicBlock *Other : predecessors(Block))
        if (!Blocks.contains(Other)) {
          Begin = Block;
          Before.push_back(Other);
        }
    if (Begin)
      keepOutside(F, Blocks, *Begin, Before);
  }
}

} // namespace refsan
