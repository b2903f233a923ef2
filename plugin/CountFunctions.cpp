//===- CountFunctions.cpp - retain and release functions ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CountFunctions.h"
#include "FieldWalker.h"
#include "StaticTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

static constexpr const char *MethodNames[][2] = {
#define REFSAN_COUNT_METHODS(Retain, Release) {Retain, Release},
#include "tables/CountFunctions.def"
};
static constexpr const char *FunctionNames[][2] = {
#define REFSAN_COUNT_FUNCTIONS(Retain, Release) {Retain, Release},
#include "tables/CountFunctions.def"
};

// "ns::Class<T>::ref" -> the class, "ref".
static std::pair<StringRef, StringRef> splitMethod(StringRef Pretty) {
  unsigned Depth = 0;
  for (size_t I = Pretty.size(); I-- > 1;) {
    if (Pretty[I] == '>')
      ++Depth;
    else if (Pretty[I] == '<' && Depth)
      --Depth;
    else if (!Depth && Pretty[I] == ':' && Pretty[I - 1] == ':')
      return {Pretty.take_front(I - 1), Pretty.substr(I + 1)};
  }
  return {"", Pretty};
}

static bool declares(const DICompositeType &Class, StringRef Method) {
  return any_of(Class.getElements(), [&](const DINode *E) {
    const auto *SP = dyn_cast_or_null<DISubprogram>(E);
    return SP && SP->getName() == Method;
  });
}

bool declaresCountMethods(const DICompositeType &Class) {
  return any_of(MethodNames, [&](auto &Row) { return declares(Class, Row[0]) && declares(Class, Row[1]); });
}

// The class has the other method of the pair as well: by debug info, or else by
// the module's symbols.
bool CountFunctions::hasCounterpart(const Function &F, StringRef Class, StringRef Method, CountRole Role) const {
  const DISubprogram *SP = F.getSubprogram();
  const auto *Scope = SP ? dyn_cast_or_null<DICompositeType>(SP->getScope()) : nullptr;
  for (auto &Row : MethodNames) {
    if (Method != Row[Role == CountRole::Release])
      continue;
    StringRef Other = Row[Role == CountRole::Retain];
    if (Scope && declares(*Scope, Other))
      return true;
    std::string Wanted = (Class + "::" + Other).str();
    for (const Function &Candidate : *F.getParent())
      if (Candidate.getName().contains(Other) && Names.get(Candidate.getName()).Pretty == Wanted)
        return true;
  }
  return false;
}

std::optional<CountFunction> CountFunctions::byName(const Function &F, ArrayRef<DeclaredCount> Declared) const {
  const SymbolName &Name = Names.get(F.getName());
  for (const DeclaredCount &D : Declared)
    if ((D.Name == F.getName() || D.Name == Name.Path) && D.Argument < F.arg_size())
      return CountFunction{D.Role, D.Argument, true, std::nullopt};
  if (Name.Root == "std" || F.arg_size() == 0 || !F.getArg(0)->getType()->isPointerTy())
    return std::nullopt;
  auto [Class, Method] = splitMethod(Name.Pretty);
  for (auto &Row : FunctionNames)
    if (StringRef Plain = StringRef(Name.Path).substr(StringRef(Name.Path).rfind(':') + 1); Plain == Row[0] || Plain == Row[1])
      return CountFunction{Plain == Row[0] ? CountRole::Retain : CountRole::Release, 0, true, std::nullopt};
  if (Class.empty() || F.arg_size() != 1)
    return std::nullopt;
  for (CountRole Role : {CountRole::Retain, CountRole::Release})
    if (any_of(MethodNames, [&](auto &Row) { return Method == Row[Role == CountRole::Release]; }) &&
        hasCounterpart(F, Class, Method, Role))
      return CountFunction{Role, 0, true, std::nullopt};
  return std::nullopt;
}

// The method's entry in the class's own vtable.
static const CountFunction *virtualAt(const DICompositeType &Class, uint64_t Index, unsigned Depth) {
  static const CountFunction Roles[] = {{CountRole::Retain, 0, true, std::nullopt},
                                        {CountRole::Release, 0, true, std::nullopt}};
  for (const DINode *E : Class.getElements()) {
    if (const auto *SP = dyn_cast_or_null<DISubprogram>(E); SP && SP->getVirtuality() && SP->getVirtualIndex() == Index)
      for (auto &Row : MethodNames)
        for (const CountFunction &Role : Roles)
          if (SP->getName() == Row[Role.Role == CountRole::Release] && declaresCountMethods(Class))
            return &Role;
    const auto *Base = dyn_cast_or_null<DIDerivedType>(E);
    if (!Base || Base->getTag() != dwarf::DW_TAG_inheritance || Base->getOffsetInBits() || !Depth)
      continue;
    if (const auto *Primary = dyn_cast_or_null<DICompositeType>(strippedType(Base->getBaseType())))
      if (const CountFunction *Found = virtualAt(*Primary, Index, Depth - 1))
        return Found;
  }
  return nullptr;
}

const CountFunction *virtualCount(const CallBase &Call) {
  const auto *Method = Call.isIndirectCall() && Call.arg_size() == 1 ? dyn_cast<LoadInst>(Call.getCalledOperand()) : nullptr;
  if (!Method)
    return nullptr;
  const DataLayout &Data = Call.getModule()->getDataLayout();
  APInt Offset(64, 0);
  const Value *Table = Method->getPointerOperand()->stripAndAccumulateConstantOffsets(Data, Offset, true);
  const auto *Class = dyn_cast_or_null<DICompositeType>(pointeeOf(staticType(*Call.getArgOperand(0))));
  return isa<LoadInst>(Table) && Class ? virtualAt(*Class, Offset.getZExtValue() / 8, 8) : nullptr;
}

CountFunctions::CountFunctions(const Module &M, SymbolNames &Names, ArrayRef<DeclaredCount> Declared) : Names(Names) {
  for (const Function &F : M)
    if (!F.isIntrinsic())
      if (std::optional<CountFunction> Role = byName(F, Declared))
        Found.insert({&F, *Role});
  auto IsOther = [&](const Function &F) { return find(&F) != nullptr; };
  for (auto &[F, What] : Found)
    if (!F->isDeclaration()) {
      What.Field = countField(*F, What.Argument, IsOther);
      What.Changes = What.Field.has_value();
    }
  // Without an integer inside the object it is no count, unless another of the
  // functions has it: methods by these names exist for other things, too.
  bool AnyCount = any_of(Found, [](auto &Entry) { return Entry.second.Changes; });
  Found.remove_if([&](auto &Entry) { return !AnyCount && !Entry.first->isDeclaration(); });
}

} // namespace refsan
