//===- GenericMakers.cpp - a library's maker of any object ------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/GenericMakers.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

static bool isGenericMaker(const Function &F) {
  static constexpr StringRef Makers[] = {
#define REFSAN_GENERIC_MAKER(Function) Function,
#include "tables/ObjectMakers.def"
  };
  return F.isDeclaration() && is_contained(Makers, F.getName());
}

// Stands where the record does: it is made "in Type.new".
static DISubprogram *describe(const GlobalVariable &Record, const DIType *Object) {
  SmallVector<DIGlobalVariableExpression *, 1> Described;
  Record.getDebugInfo(Described);
  if (Described.empty())
    return nullptr;
  const DIGlobalVariable *Variable = Described[0]->getVariable();
  Module &M = *const_cast<GlobalVariable &>(Record).getParent();
  DICompileUnit *Unit = nullptr;
  for (DICompileUnit *CU : M.debug_compile_units())
    if (is_contained(CU->getGlobalVariables(), Described[0]))
      Unit = CU;
  if (!Unit)
    return nullptr;
  DIBuilder B(M, /*AllowUnresolved=*/false, Unit);
  Metadata *Result = Object ? B.createPointerType(const_cast<DIType *>(Object), 64) : nullptr;
  DISubroutineType *Type = B.createSubroutineType(B.getOrCreateTypeArray({Result}));
  DISubprogram *SP = B.createFunction(
      Variable->getFile(), (Variable->getName() + ".new").str(), "", Variable->getFile(), Variable->getLine(), Type,
      Variable->getLine(), DINode::FlagArtificial, DISubprogram::SPFlagDefinition | DISubprogram::SPFlagLocalToUnit);
  B.finalizeSubprogram(SP);
  return SP;
}

static Function *makeCaller(Function &Maker, const Twine &Name, DISubprogram *SP) {
  auto *F = Function::Create(Maker.getFunctionType(), GlobalValue::InternalLinkage, Name, Maker.getParent());
  F->setSubprogram(SP);
  F->addFnAttr(Attribute::NoInline);
  F->setUWTableKind(UWTableKind::Default);
  IRBuilder<> B(BasicBlock::Create(F->getContext(), "", F));
  if (SP)
    B.SetCurrentDebugLocation(DILocation::get(F->getContext(), SP->getLine(), 1, SP));
  SmallVector<Value *, 3> Arguments;
  for (Argument &A : F->args())
    Arguments.push_back(&A);
  CallInst *Made = B.CreateCall(&Maker, Arguments);
  Made->setTailCallKind(CallInst::TCK_NoTail); // so that it is on the stack
  B.CreateRet(Made);
  return F;
}

static Constant *replaced(Constant *C, Constant *From, Constant *To) {
  if (C == From)
    return To;
  if (!isa<ConstantStruct, ConstantArray>(C))
    return C;
  SmallVector<Constant *, 32> Parts;
  for (Value *Part : C->operand_values())
    Parts.push_back(replaced(cast<Constant>(Part), From, To));
  if (auto *Struct = dyn_cast<ConstantStruct>(C))
    return ConstantStruct::get(Struct->getType(), Parts);
  return ConstantArray::get(cast<ConstantArray>(C)->getType(), Parts);
}

void replaceGenericMakers(const RecordedType &Type, const ReachOfRecord &Reach, const DIType *Object) {
  for (Function *Maker : Reach.Functions) {
    if (!isGenericMaker(*Maker))
      continue;
    Function *Caller = makeCaller(*Maker, Type.Record->getName() + ".new", describe(*Type.Record, Object));
    for (GlobalVariable *Variable : Reach.Variables)
      Variable->setInitializer(replaced(Variable->getInitializer(), Maker, Caller));
  }
}

void replaceGenericMakers(Module &M) {
  SmallVector<Function *, 1> Makers;
  for (Function &F : M)
    if (isGenericMaker(F))
      Makers.push_back(&F);
  for (Function *Maker : Makers) {
    auto IsTaken = [](const Use &U) {
      const auto *Call = dyn_cast<CallBase>(U.getUser());
      return isa<Instruction, ConstantAggregate, GlobalVariable>(U.getUser()) && !(Call && Call->isCallee(&U));
    };
    if (none_of(Maker->uses(), IsTaken))
      continue;
    Function *Caller = makeCaller(*Maker, Maker->getName() + ".called", nullptr);
    for (Use &U : make_early_inc_range(Maker->uses()))
      if (isa<Instruction>(U.getUser()) && IsTaken(U) && U.getUser() != Caller)
        U.set(Caller);
    for (GlobalVariable &Variable : M.globals())
      if (Variable.hasInitializer() && isa<ConstantAggregate>(Variable.getInitializer()))
        if (Constant *New = replaced(Variable.getInitializer(), Maker, Caller); New != Variable.getInitializer())
          Variable.setInitializer(New);
  }
}

} // namespace refsan
