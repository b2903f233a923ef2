//===- EndlessLoops.cpp - loops that nothing leaves -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/EndlessLoops.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace refsan {

static bool isEndless(const EndlessLoop &Blocks) {
  return all_of(Blocks, [&](const BasicBlock *Block) {
    return all_of(successors(Block), [&](const BasicBlock *Next) {
      return Blocks.contains(Next) || Next->isEHPad() || isa<UnreachableInst>(Next->getTerminator());
    });
  });
}

SmallVector<EndlessLoop, 1> endlessLoops(const Function &F) {
  SmallVector<EndlessLoop, 1> Found;
  for (auto Component = scc_begin(&F); !Component.isAtEnd(); ++Component)
    if (Component.hasCycle())
      if (EndlessLoop Blocks(Component->begin(), Component->end()); isEndless(Blocks))
        Found.push_back(std::move(Blocks));
  return Found;
}

SmallVector<BasicBlock *, 2> blocksBefore(Function &F, const EndlessLoop &Loop) {
  SmallVector<BasicBlock *, 2> Before;
  for (BasicBlock &Block : F)
    if (!Loop.contains(&Block) && any_of(successors(&Block), [&](BasicBlock *Next) { return Loop.contains(Next); }))
      Before.push_back(&Block);
  return Before;
}

} // namespace refsan
