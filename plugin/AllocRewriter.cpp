//===- AllocRewriter.cpp - allocation calls -------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rewriter.h"
#include "llvm/IR/AttributeMask.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

namespace refsan {

// What let LLVM delete or move the allocation would let it lose the record; by
// noalias it would delete the stores to a block that nobody reads again, and
// with them the pointers that say what the block owned.
static AttributeList keptAttributes(const CallBase &Call) {
  LLVMContext &C = Call.getContext();
  AttributeMask Dropped;
  Dropped.addAttribute(Attribute::AllocSize)
      .addAttribute(Attribute::AllocKind)
      .addAttribute(Attribute::Builtin)
      .addAttribute(Attribute::NoBuiltin)
      .addAttribute(Attribute::Memory)
      .addAttribute("alloc-family")
      .addAttribute("alloc-variant-zeroed");
  AttributeList A = Call.getAttributes().removeFnAttributes(C, Dropped);
  // What the declaration says of the result and the arguments holds still.
  const Function *F = Call.getCalledFunction();
  AttrBuilder Ret(C, F->getAttributes().getRetAttrs());
  A = A.addRetAttributes(C, Ret).removeRetAttribute(C, Attribute::NoAlias);
  if (F->doesNotThrow())
    A = A.addFnAttribute(C, Attribute::NoUnwind);
  return A;
}

CallBase *rewriteAllocation(CallBase &Call, const AllocCall &What, RuntimeAbi &Abi, Constant *Site) {
  if (Call.isMustTailCall())
    return nullptr;
  SmallVector<Value *, 6> Args(Call.args());
  Args.push_back(Site);
  if (What.Through)
    Args.push_back(Call.getCalledOperand());
  SmallVector<OperandBundleDef, 1> Bundles;
  Call.getOperandBundlesAsDefs(Bundles);

  IRBuilder<> B(&Call);
  FunctionCallee Target = Abi.get(What.Target);
  CallBase *New;
  if (auto *Invoke = dyn_cast<InvokeInst>(&Call))
    New = B.CreateInvoke(Target, Invoke->getNormalDest(), Invoke->getUnwindDest(), Args, Bundles);
  else {
    CallInst *Plain = B.CreateCall(Target, Args, Bundles);
    // The runtime reads the caller's frame.
    Plain->setTailCallKind(CallInst::TCK_NoTail);
    New = Plain;
  }
  New->setAttributes(keptAttributes(Call));
  New->copyMetadata(Call);
  New->takeName(&Call);
  Call.replaceAllUsesWith(New);
  Call.eraseFromParent();
  return New;
}

} // namespace refsan
