//===- GlobalAllocator.cpp - an allocator that the program defines --------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rust's #[global_allocator] defines the four functions that all of the program's
// allocations go through, those of the prebuilt standard library included. Their
// bodies become functions of their own, which the runtime calls.
//
//===----------------------------------------------------------------------===//

#include "rewrite/Rewriter.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace refsan {

static std::optional<Entry> entryFor(const Function &F) {
  Attribute Kinds = F.getFnAttribute(Attribute::AllocKind);
  StringRef Family = F.getFnAttribute("alloc-family").getValueAsString();
  if (F.isDeclaration() || !Kinds.isValid())
    return std::nullopt;
#define REFSAN_GLOBAL_ALLOCATOR(FamilyName, KindBit, EntryPoint)                                                       \
  if (Family == FamilyName && (Kinds.getAllocKind() & AllocFnKind::KindBit) != AllocFnKind::Unknown)                   \
    return Entry::EntryPoint;
#include "tables/AllocAttributes.def"
  return std::nullopt;
}

// rustc's own definitions, of a program without an allocator of its own: malloc's.
static bool isDefault(const Function &F) {
  return any_of(instructions(F), [](const Instruction &I) {
    const auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    return Callee && Callee->getName().contains("__rdl_");
  });
}

static bool prototypeFits(const Function &F, FunctionType *Target) {
  FunctionType *T = F.getFunctionType();
  return T->getReturnType() == Target->getReturnType() && T->params() == Target->params().drop_back();
}

// What the definition does, as a function that is no allocator.
static Function *moveBody(Function &F) {
  Function *User =
      Function::Create(F.getFunctionType(), GlobalValue::InternalLinkage, F.getName() + ".defined", F.getParent());
  User->copyAttributesFrom(&F);
  User->setLinkage(GlobalValue::InternalLinkage);
  User->setVisibility(GlobalValue::DefaultVisibility);
  User->removeFnAttr(Attribute::AllocKind);
  User->removeFnAttr(Attribute::AllocSize);
  User->removeFnAttr("alloc-family");
  for (Argument &A : User->args()) {
    User->removeParamAttr(A.getArgNo(), Attribute::AllocAlign);
    User->removeParamAttr(A.getArgNo(), Attribute::AllocatedPointer);
  }
  User->setSubprogram(F.getSubprogram());
  User->splice(User->begin(), &F);
  for (auto [Old, New] : zip(F.args(), User->args())) {
    New.takeName(&Old);
    Old.replaceAllUsesWith(&New);
  }
  F.setSubprogram(nullptr);
  F.setPersonalityFn(nullptr);
  return User;
}

void wrapGlobalAllocator(Module &M, RuntimeAbi &Abi) {
  SmallVector<std::pair<Function *, Entry>, 4> Found;
  for (Function &F : M)
    if (std::optional<Entry> E = entryFor(F); E && prototypeFits(F, Abi.type(*E)) && !isDefault(F))
      Found.push_back({&F, *E});
  for (auto [F, E] : Found) {
    Function *User = moveBody(*F);
    IRBuilder<> B(BasicBlock::Create(M.getContext(), "", F));
    SmallVector<Value *, 5> Arguments;
    for (Argument &A : F->args())
      Arguments.push_back(&A);
    Arguments.push_back(User);
    Value *Result = B.CreateCall(Abi.get(E), Arguments);
    if (F->getReturnType()->isVoidTy())
      B.CreateRetVoid();
    else
      B.CreateRet(Result);
  }
}

} // namespace refsan
