//===- ContextStacks.cpp - stacks of coroutines ---------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// makecontext() is given a context that says where the coroutine's stack is: the runtime is told.
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "rewrite/Rewriter.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

namespace refsan {

void tellContextStacks(ArrayRef<CallBase *> Calls, RuntimeAbi &Abi) {
  for (CallBase *Call : Calls)
    IRBuilder<>(Call).CreateCall(Abi.get(Entry::__refsan_makes_context), {Call->getArgOperand(0)});
}

bool makesContext(const CallBase &Call) {
  constexpr unsigned Least = 3;
  return calledName(Call) == "makecontext" && Call.arg_size() >= Least &&
         Call.getArgOperand(0)->getType()->isPointerTy();
}

} // namespace refsan
