//===- AllocRewriter.cpp - allocation calls -------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Rewriter.h"
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

static bool isRust(Entry Target) {
  return Target == Entry::__refsan_rust_alloc || Target == Entry::__refsan_rust_realloc;
}

// std's function for what a program without an allocator of its own asks of this one.
static std::string stdsName(StringRef Name) {
  for (auto [Function, Stds] :
       {std::pair("12___rust_alloc", "11___rdl_alloc"), std::pair("14___rust_realloc", "13___rdl_realloc")})
    if (Name.consume_back(Function))
      return (Name + Stds).str();
  return Name == "__rust_alloc" ? "__rdl_alloc" : Name == "__rust_realloc" ? "__rdl_realloc" : "";
}

// A refsan_rust_function.
static Constant *rustFunction(Function &F) {
  Module &M = *F.getParent();
  std::string Symbol = ("__refsan_called." + F.getName()).str(), Name = stdsName(F.getName());
  if (GlobalVariable *Known = M.getNamedGlobal(Symbol))
    return Known;
  auto *Stds =
      Name.empty() ? nullptr : dyn_cast<Function>(M.getOrInsertFunction(Name, F.getFunctionType()).getCallee());
  if (Stds && Stds->isDeclaration())
    Stds->setLinkage(GlobalValue::ExternalWeakLinkage);
  Constant *None = ConstantPointerNull::get(F.getType());
  Constant *Both = ConstantStruct::getAnon({&F, Stds ? Stds : None});
  return new GlobalVariable(M, Both->getType(), /*isConstant=*/true, GlobalValue::PrivateLinkage, Both, Symbol);
}

CallBase *rewriteAllocation(CallBase &Call, const AllocCall &What, RuntimeAbi &Abi, Constant *Site) {
  if (Call.isMustTailCall())
    return nullptr;
  SmallVector<Value *, 6> Args(Call.args());
  Args.push_back(Site);
  if (What.Through)
    Args.push_back(isRust(What.Target) ? rustFunction(*Call.getCalledFunction()) : Call.getCalledOperand());
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

void rewriteDeallocation(CallBase &Call, const FreeCall &What, RuntimeAbi &Abi, Constant *Site) {
  if (Call.isMustTailCall())
    return;
  IRBuilder<> B(&Call);
  SmallVector<Value *, 5> Args = {Call.getArgOperand(0)};
  if (What.Through) {
    for (unsigned I = 1; I < 3; ++I) {
      Value *V = I < Call.arg_size() ? Call.getArgOperand(I) : PoisonValue::get(B.getInt64Ty());
      Args.push_back(V->getType()->isPointerTy() ? B.CreatePtrToInt(V, B.getInt64Ty()) : V);
    }
  }
  Args.push_back(Site);
  if (What.Through)
    Args.push_back(Call.getCalledOperand());
  SmallVector<OperandBundleDef, 1> Bundles;
  Call.getOperandBundlesAsDefs(Bundles);
  CallInst *New = B.CreateCall(Abi.get(What.Target), Args, Bundles);
  New->setTailCallKind(cast<CallInst>(Call).getTailCallKind());
  New->copyMetadata(Call);
  Call.eraseFromParent();
}

} // namespace refsan
