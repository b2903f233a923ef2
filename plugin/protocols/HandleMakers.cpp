//===- HandleMakers.cpp - functions that return counted pointers ----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What they take or adopt is their callers': the lines are those of the calls.
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "protocols/CountedTypes.h"
#include "types/DebugTypes.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

SmallVector<StoreInst *, 2> storesToResult(Function &F) {
  SmallVector<StoreInst *, 2> Found;
  for (Instruction &I : instructions(F))
    if (auto *Store = dyn_cast<StoreInst>(&I); Store && Store->getValueOperand()->getType()->isPointerTy() &&
                                               Store->getPointerOperand()->stripInBoundsOffsets() == F.getArg(0))
      Found.push_back(Store);
  return Found;
}

// All that it calls is a constructor of what it returns.
static const Function *constructorOfResult(const Function &F) {
  const CallBase *Only = onlyCallIn(F);
  return Only && !Only->arg_empty() && Only->getArgOperand(0) == F.getArg(0) ? Only->getCalledFunction() : nullptr;
}

bool CountedTypes::returnsHandle(const Function &F) const {
  if (Handles.empty() || F.isDeclaration() || !F.hasStructRetAttr() || isHandleMethod(F))
    return false;
  DITypeRefArray Signature = signatureOf(F.getSubprogram());
  const auto *Result = Signature.size() ? dyn_cast_or_null<DICompositeType>(strippedType(Signature[0])) : nullptr;
  return Result && isHandle(withoutArguments(fullTypeName(Result)));
}

bool CountedTypes::isAdopter(const Function &F) const {
  if (!returnsHandle(F))
    return false;
  if (storesToResult(const_cast<Function &>(F)).empty()) {
    const Function *Constructor = constructorOfResult(F);
    return Constructor && isHandleMethod(*Constructor) && !changes(*Constructor, CountRole::Retain, MaxCalls);
  }
  return none_of(instructions(F), [&](const Instruction &I) {
    const auto *Call = dyn_cast<CallBase>(&I);
    const CountFunction *What = Call ? Functions.find(Call->getCalledFunction()) : nullptr;
    return What && What->Role == CountRole::Retain;
  });
}

bool CountedTypes::isWrapper(const Function &F) const {
  if (!returnsHandle(F) || !usesLocalsOnly(F) || !changes(F, CountRole::Retain, MaxCalls))
    return false;
  bool Given = false;
  for (const Instruction &I : instructions(F)) {
    const auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || isa<IntrinsicInst>(Call))
      continue;
    const Function *Callee = Call->getCalledFunction();
    const CountFunction *What = Functions.find(Callee);
    if (!Callee || !(What ? What->Role == CountRole::Retain : isHandleMethod(*Callee)))
      return false;
    Given |= any_of(Call->args(), [&](const Use &Operand) {
      const llvm::Argument *Of = argumentIn(Operand->stripInBoundsConstantOffsets());
      return Of && !Of->hasStructRetAttr();
    });
  }
  return Given;
}

} // namespace refsan
