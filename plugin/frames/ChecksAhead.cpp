//===- ChecksAhead.cpp - where in a function a check may come -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/ChecksAhead.h"
#include "frames/CheckReach.h"
#include "frames/EndlessLoops.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstrTypes.h"

using namespace llvm;

namespace refsan {

static bool isCheck(const Instruction &I) {
  const auto *Call = dyn_cast<CallBase>(&I);
  return Call && mayCheckDuring(*Call);
}

ChecksAhead::ChecksAhead(const Function &F) {
  SmallVector<const BasicBlock *, 32> Open;
  for (const BasicBlock &Block : F)
    if (any_of(Block, isCheck))
      Open.push_back(&Block);
  for (const EndlessLoop &Loop : endlessLoops(F))
    append_range(Open, Loop);
  while (!Open.empty()) {
    const BasicBlock *Block = Open.pop_back_val();
    if (Ahead.insert(Block).second)
      append_range(Open, predecessors(Block));
  }
}

bool ChecksAhead::behind(const Instruction &I) const {
  const BasicBlock &Block = *I.getParent();
  return any_of(make_range(std::next(I.getIterator()), Block.end()), isCheck) ||
         any_of(successors(&Block), [this](const BasicBlock *Next) { return Ahead.contains(Next); });
}

} // namespace refsan
