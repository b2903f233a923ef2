//===- CountFunctions.cpp - retain and release functions ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocols/CountFunctions.h"
#include "base/Instructions.h"
#include "types/FieldWalker.h"
#include "types/StaticTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
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

static constexpr StringRef Numbers[] = {
#define REFSAN_NO_COUNT_METHODS(Class) Class,
#include "tables/CountFunctions.def"
};
static constexpr StringRef Queries[] = {
#define REFSAN_COUNT_QUERY(Method) Method,
#include "tables/CountFunctions.def"
};
static constexpr StringRef ResultNames[] = {
#define REFSAN_COUNT_RESULT(Function) Function,
#include "tables/CountFunctions.def"
};

static constexpr std::pair<StringRef, unsigned> Keepers[] = {
#define REFSAN_COUNT_KEPT(Function, Argument) {Function, Argument},
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

constexpr unsigned MaxBases = 8; // one above the other

// The base class that an element of a class stands for, with its offset in bits; null: it is another element.
static std::pair<const DICompositeType *, uint64_t> baseOf(const DINode *Element) {
  const auto *D = dyn_cast_or_null<DIDerivedType>(Element);
  if (!D || D->getTag() != dwarf::DW_TAG_inheritance)
    return {nullptr, 0};
  return {dyn_cast_or_null<DICompositeType>(strippedType(D->getBaseType())), D->getOffsetInBits()};
}

// The class has the method, or a class that it is derived from.
static bool declares(const DICompositeType &Class, StringRef Method, unsigned Depth = MaxBases) {
  return any_of(Class.getElements(), [&](const DINode *E) {
    const auto *SP = dyn_cast_or_null<DISubprogram>(E);
    if (SP && SP->getName() == Method)
      return true;
    const DICompositeType *Base = baseOf(E).first;
    return Base && Depth && declares(*Base, Method, Depth - 1);
  });
}

static bool isBase(const DICompositeType &Base, const DICompositeType &Class, unsigned Depth = MaxBases) {
  return any_of(Class.getElements(), [&](const DINode *E) {
    const DICompositeType *Above = baseOf(E).first;
    return Above && (Above == &Base || (Depth && isBase(Base, *Above, Depth - 1)));
  });
}

static const DICompositeType *classOf(const Function &F) {
  const DISubprogram *SP = F.getSubprogram();
  return SP ? dyn_cast_or_null<DICompositeType>(SP->getScope()) : nullptr;
}

bool declaresCountMethods(const DICompositeType &Class) {
  return any_of(MethodNames, [&](auto &Row) { return declares(Class, Row[0]) && declares(Class, Row[1]); });
}

// The class has the other method of the pair as well, or a class derived from it: by debug info, or else by
// the module's symbols.
bool CountFunctions::hasCounterpart(const Function &F, StringRef Class, StringRef Method, CountRole Role) const {
  const DICompositeType *Scope = classOf(F);
  for (auto &Row : MethodNames) {
    if (Method != Row[Role == CountRole::Release])
      continue;
    StringRef Other = Row[Role == CountRole::Retain];
    if (Scope && declares(*Scope, Other))
      return true;
    std::string Wanted = (Class + "::" + Other).str();
    for (const Function &Candidate : *F.getParent()) {
      if (!Candidate.getName().contains(Other))
        continue;
      if (Names.get(Candidate.getName()).Pretty == Wanted)
        return true;
      const DICompositeType *Derived = Scope ? classOf(Candidate) : nullptr;
      if (Derived && Candidate.getSubprogram()->getName() == Other && isBase(*Scope, *Derived))
        return true;
    }
  }
  return false;
}

// The argument is declared as the address of a pointer: "void obj_clear(struct obj **o)".
static bool isAddressOfPointer(const Function &F, unsigned Argument) {
  DITypeRefArray Signature = signatureOf(F.getSubprogram());
  unsigned Shift = F.hasStructRetAttr() ? 0 : 1;
  const DIType *Object = Argument + Shift < Signature.size() ? pointeeOf(Signature[Argument + Shift]) : nullptr;
  const auto *Pointer = dyn_cast_or_null<DIDerivedType>(strippedType(Object));
  return Pointer && Pointer->getTag() == dwarf::DW_TAG_pointer_type;
}

// What the user says of the function; nullopt: it has no strong count.
static std::optional<CountFunction> asDeclared(const DeclaredFunction &D, const Function &F) {
  if (D.Role != DeclaredRole::Retain && D.Role != DeclaredRole::Release)
    return std::nullopt;
  CountRole Role = D.Role == DeclaredRole::Retain ? CountRole::Retain : CountRole::Release;
  unsigned Argument = D.Argument == ResultOfCall ? ResultOfCall : argumentOf(F, D.Argument);
  bool Behind = Role == CountRole::Release && isAddressOfPointer(F, Argument);
  return CountFunction{Role, Argument, true, std::nullopt, true, false, Behind};
}

std::optional<CountFunction> CountFunctions::byName(const Function &F) const {
  const SymbolName &Name = Names.get(F.getName());
  if (Name.Root == "std" || F.arg_size() == 0 || !F.getArg(0)->getType()->isPointerTy())
    return std::nullopt;
  if (is_contained(ResultNames, F.getName()))
    return CountFunction{CountRole::Retain, ResultOfCall, true, std::nullopt, false};
  for (auto &[Keeper, Argument] : Keepers)
    if (F.getName() == Keeper && F.isDeclaration() && Argument < F.arg_size())
      return CountFunction{CountRole::Retain, Argument, true, std::nullopt, false, true};
  auto [Class, Method] = splitMethod(Name.Pretty);
  for (auto &Row : FunctionNames)
    if (StringRef Plain = StringRef(Name.Path).substr(StringRef(Name.Path).rfind(':') + 1);
        Plain == Row[0] || Plain == Row[1])
      return CountFunction{Plain == Row[0] ? CountRole::Retain : CountRole::Release, 0, true, std::nullopt, false};
  if (Class.empty() || F.arg_size() != 1 || is_contained(Numbers, withoutArguments(Class)))
    return std::nullopt;
  for (CountRole Role : {CountRole::Retain, CountRole::Release})
    if (any_of(MethodNames, [&](auto &Row) { return Method == Row[Role == CountRole::Release]; }) &&
        hasCounterpart(F, Class, Method, Role))
      return CountFunction{Role, 0, true, std::nullopt, false};
  return std::nullopt;
}

// The method's entry in the class's own vtable.
static const DISubprogram *virtualAt(const DICompositeType &Class, uint64_t Index, unsigned Depth) {
  for (const DINode *E : Class.getElements()) {
    if (const auto *SP = dyn_cast_or_null<DISubprogram>(E); SP && SP->getVirtuality() && SP->getVirtualIndex() == Index)
      return SP;
    auto [Base, Offset] = baseOf(E);
    if (Base && !Offset && Depth)
      if (const DISubprogram *Found = virtualAt(*Base, Index, Depth - 1))
        return Found;
  }
  return nullptr;
}

// Null: the call is of no vtable's entry.
static const DISubprogram *virtualMethod(const CallBase &Call) {
  const auto *Method = Call.isIndirectCall() && Call.arg_size() ? dyn_cast<LoadInst>(Call.getCalledOperand()) : nullptr;
  if (!Method)
    return nullptr;
  const DataLayout &Data = Call.getModule()->getDataLayout();
  APInt Offset(64, 0);
  const Value *Table = Method->getPointerOperand()->stripAndAccumulateConstantOffsets(Data, Offset, true);
  const auto *Class = dyn_cast_or_null<DICompositeType>(pointeeOf(staticType(*Call.getArgOperand(0))));
  return isa<LoadInst>(Table) && Class ? virtualAt(*Class, Offset.getZExtValue() / 8, MaxBases) : nullptr;
}

// The same of a class that counts references by methods of known names.
static const DISubprogram *methodOfCounted(const CallBase &Call) {
  const DISubprogram *SP = virtualMethod(Call);
  const auto *Class = SP ? dyn_cast_or_null<DICompositeType>(SP->getScope()) : nullptr;
  return Class && declaresCountMethods(*Class) ? SP : nullptr;
}

const CountFunction *CountFunctions::findCalled(const CallBase &Call) const {
  if (!Call.isIndirectCall())
    return find(Call.getCalledFunction());
  if (const CountFunction *Known = virtualCount(Call))
    return Known;
  const DISubprogram *SP = Found.empty() ? nullptr : virtualMethod(Call);
  const CountFunction *Named = SP ? find(Call.getModule()->getFunction(SP->getLinkageName())) : nullptr;
  return Named && Named->Declared ? Named : nullptr;
}

const CountFunction *virtualCount(const CallBase &Call) {
  static const CountFunction Roles[] = {{CountRole::Retain, 0, true, std::nullopt, false},
                                        {CountRole::Release, 0, true, std::nullopt, false}};
  if (const DISubprogram *SP = Call.arg_size() == 1 ? methodOfCounted(Call) : nullptr)
    for (auto &Row : MethodNames)
      for (const CountFunction &Role : Roles)
        if (SP->getName() == Row[Role.Role == CountRole::Release])
          return &Role;
  return nullptr;
}

bool isVirtualQuery(const CallBase &Call) {
  const DISubprogram *SP = methodOfCounted(Call);
  return SP && is_contained(Queries, SP->getName());
}

bool isQuery(const Function &F) {
  const DISubprogram *SP = F.getSubprogram();
  const DICompositeType *Class = classOf(F);
  return Class && is_contained(Queries, SP->getName()) && declaresCountMethods(*Class);
}

bool CountFunctions::callsAnother(const Function &F, CountRole Role) const {
  return any_of(instructions(F), [&](const Instruction &I) {
    const auto *Call = dyn_cast<CallBase>(&I);
    const CountFunction *What = Call ? find(Call->getCalledFunction()) : nullptr;
    if (Call && !What && Call->isIndirectCall() && !virtualCount(*Call))
      What = findCalled(*Call);
    return What && What->Role == Role;
  });
}

// All the function does is to call one of these on what it was given, or on a
// part of that: "void node_ref(Node *n) { kref_get(&n->ref); }".
std::optional<CountFunction> CountFunctions::forwarded(const Function &F) const {
  const CallBase *Only = usesLocalsOnly(F) ? onlyCallIn(F) : nullptr;
  const CountFunction *What = Only ? find(Only->getCalledFunction()) : nullptr;
  if (!What || What->Argument >= Only->arg_size())
    return std::nullopt;
  const auto *Argument = argumentIn(Only->getArgOperand(What->Argument)->stripInBoundsConstantOffsets());
  if (!Argument)
    return std::nullopt;
  return CountFunction{What->Role, Argument->getArgNo(), false, std::nullopt, false, false, What->Behind};
}

// All it does is to give up what a variable holds whose address it gets: "void unrefp(struct obj **o) { obj_unref(*o);
// }", for __attribute__((cleanup)).
std::optional<CountFunction> CountFunctions::cleared(const Function &F) const {
  const CallBase *Only = onlyCallIn(F);
  const CountFunction *What = Only ? find(Only->getCalledFunction()) : nullptr;
  if (!What || What->Role != CountRole::Release || What->Behind || What->Argument >= Only->arg_size())
    return std::nullopt;
  const auto *Object = dyn_cast<LoadInst>(Only->getArgOperand(What->Argument)->stripPointerCasts());
  const auto *Argument = Object ? argumentIn(Object->getPointerOperand()) : nullptr;
  if (!Argument || !isAddressOfPointer(F, Argument->getArgNo()))
    return std::nullopt;
  return CountFunction{CountRole::Release, Argument->getArgNo(), false, std::nullopt, false, false, true};
}

// Forwarders of forwarders, too: as deep as headers are.
void CountFunctions::findForwarders(const Module &M, const DeclaredFunctions &Declared) {
  constexpr unsigned MaxDepth = 3;
  bool More = !Found.empty();
  for (unsigned Depth = 0; More && Depth < MaxDepth; ++Depth) {
    More = false;
    for (const Function &F : M)
      if (!F.isDeclaration() && !find(&F) && !Declared.find(F) && F.arg_size() && Names.get(F.getName()).Root != "std")
        if (std::optional<CountFunction> Role = forwarded(F); Role || (Role = cleared(F))) {
          Found.insert({&F, *Role});
          More = true;
        }
  }
}

CountFunctions::CountFunctions(const Module &M, SymbolNames &Names, const DeclaredFunctions &Declared) : Names(Names) {
  for (const Function &F : M) {
    if (F.isIntrinsic())
      continue;
    const DeclaredFunction *D = Declared.find(F);
    if (std::optional<CountFunction> Role = D ? asDeclared(*D, F) : byName(F))
      Found.insert({&F, *Role});
  }
  findForwarders(M, Declared);
  auto IsOther = [&](const Function &F) { return find(&F) != nullptr; };
  for (auto &[F, What] : Found)
    if (!F->isDeclaration()) {
      What.Field = countField(*F, What.Argument, IsOther);
      bool Declared = What.Declared && What.Argument != ResultOfCall;
      What.Changes = What.Field || (Declared && !callsAnother(*F, What.Role));
    }
  // Without an integer inside the object it is no count, unless another of the
  // functions has it: methods by these names exist for other things, too.
  bool AnyCount = any_of(Found, [](auto &Entry) { return Entry.second.Changes; });
  Found.remove_if([&](auto &Entry) { return !AnyCount && !Entry.first->isDeclaration() && !Entry.second.Declared; });
}

} // namespace refsan
