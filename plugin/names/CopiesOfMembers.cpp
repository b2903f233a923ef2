//===- CopiesOfMembers.cpp - copies that nobody wrote ---------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "names/LibraryCode.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace refsan {

static const DIType *withoutQualifiers(const DIType *T) {
  while (const auto *Qualified = dyn_cast_or_null<DIDerivedType>(T)) {
    if (Qualified->getTag() != dwarf::DW_TAG_const_type && Qualified->getTag() != dwarf::DW_TAG_volatile_type)
      break;
    T = Qualified->getBaseType();
  }
  return T;
}

// T(const T &), T(T &&), operator=(const T &) or operator=(T &&).
static bool copiesOwnType(const DISubprogram &SP) {
  const auto *Class = dyn_cast_or_null<DICompositeType>(SP.getScope());
  auto Signature = SP.getType() ? SP.getType()->getTypeArray() : DITypeRefArray(nullptr);
  if (!Class || Signature.size() != 3)
    return false;
  const auto *From = dyn_cast_or_null<DIDerivedType>(Signature[2]);
  bool Reference =
      From && (From->getTag() == dwarf::DW_TAG_reference_type || From->getTag() == dwarf::DW_TAG_rvalue_reference_type);
  bool Constructs = !Signature[0] && SP.getName() != "operator=";
  return Reference && withoutQualifiers(From->getBaseType()) == Class && (Constructs || SP.getName() == "operator=");
}

// Who writes one by hand and copies something gives its parameter a name.
static bool hasNamedSource(const Function &F) {
  for (const Instruction &I : instructions(F))
    for (const DbgVariableRecord &Record : filterDbgVars(I.getDbgRecordRange()))
      if (Record.getVariable()->getArg() == 2)
        return !Record.getVariable()->getName().empty();
  return true;
}

static bool isRust(const DISubprogram &SP) {
  return SP.getUnit() && SP.getUnit()->getSourceLanguage().getUnversionedName() == dwarf::DW_LANG_Rust;
}

// What #[derive] writes ends at the attribute, before the fields that it copies.
static bool endsBeforeItCalls(const Function &F) {
  std::pair<unsigned, unsigned> End, LastCall;
  for (const Instruction &I : instructions(F)) {
    const DebugLoc &At = I.getDebugLoc();
    if (!At || At.getInlinedAt())
      continue;
    if (isa<ReturnInst>(I))
      End = {At.getLine(), At.getCol()};
    else if (isa<CallBase>(I) && !I.isDebugOrPseudoInst())
      LastCall = std::max(LastCall, {At.getLine(), At.getCol()});
  }
  return End.first && End < LastCall;
}

static bool isClone(const Function &F) { return F.getName().starts_with("_R") && F.getName().contains("5Clone5clone"); }

// By hand, as generic handles must to be cloned whatever they hold: Ptr(Rc::clone(&self.0)).
static bool onlyClones(const Function &F) {
  bool Any = false;
  for (const Instruction &I : instructions(F)) {
    if (isa<SwitchInst>(I) || (isa<BranchInst>(I) && cast<BranchInst>(I).isConditional()))
      return false;
    const auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || Call->isDebugOrPseudoInst() || Call->doesNotReturn())
      continue;
    const Function *Callee = Call->getCalledFunction();
    if (Callee && Callee->isIntrinsic())
      continue;
    if (!Callee || !(isClone(*Callee) || Callee->getName().contains("13drop_in_place")))
      return false;
    Any |= isClone(*Callee);
  }
  return Any;
}

bool mayCopyMembers(StringRef Path) {
  return Path.ends_with(" as core::clone::Clone>::clone") || Path.ends_with(" as core::default::Default>::default");
}

bool copiesMembers(const Function &F) {
  const DISubprogram *SP = F.getSubprogram();
  if (SP && isRust(*SP))
    return ((SP->getName() == "clone" || SP->getName() == "default") && endsBeforeItCalls(F)) ||
           (isClone(F) && onlyClones(F));
  return SP && copiesOwnType(*SP) && (SP->isArtificial() || !hasNamedSource(F));
}

} // namespace refsan
