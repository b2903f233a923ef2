//===- CountedTypes.cpp - the user's counted classes ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocols/CountedTypes.h"
#include "names/LibraryCode.h"
#include "protocols/DeclaredProtocols.h"
#include "types/FieldWalker.h"
#include "types/LibraryTypes.h"
#include "types/StaticTypes.h"
#include "types/VirtualBases.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

constexpr unsigned MaxBases = 16;

static const DICompositeType *structOf(const DIType *T) {
  const auto *Comp = dyn_cast_or_null<DICompositeType>(strippedType(T));
  return Comp && (Comp->getTag() == dwarf::DW_TAG_structure_type || Comp->getTag() == dwarf::DW_TAG_class_type)
             ? Comp
             : nullptr;
}

const DIType *pointeeOfArgument(const Function &F, unsigned I) {
  DITypeRefArray Signature = signatureOf(F.getSubprogram()); // the result first
  return I + 1 < Signature.size() ? pointeeOf(Signature[I + 1]) : nullptr;
}

// A count and no more, to be a member of what is counted: integers, and perhaps
// the function that destroys.
static bool isCounter(const DICompositeType &T) {
  bool Any = false;
  for (const DINode *E : T.getElements()) {
    const auto *D = dyn_cast_or_null<DIDerivedType>(E);
    if (!D || D->getTag() != dwarf::DW_TAG_member || D->isStaticMember())
      continue;
    const auto *Pointer = dyn_cast_or_null<DIDerivedType>(strippedType(D->getBaseType()));
    bool Function = Pointer && isa_and_nonnull<DISubroutineType>(strippedType(Pointer->getBaseType()));
    bool Number = D->getSizeInBits() <= 64 && !Pointer;
    if (!Function && !Number)
      return false;
    Any |= Number;
  }
  return Any;
}

// What C libraries derive from is the first member in C++, too: PyObject, GObject, and what begins with one of them.
static bool isStartOfC(const DICompositeType &T) {
  unsigned Depth = 4;
  for (const DICompositeType *At = &T; At && Depth; --Depth, At = startOf(*At)) {
#define REFSAN_COUNT_FIELD(Type, Field)                                                                                \
  if (At->getName() == (Type))                                                                                         \
    return true;
#include "tables/CountFunctions.def"
  }
  return false;
}

// f(base, offset in bytes) for each base class; in C any member stands for one: what has a count inside is counted by
// it. A counter is one wherever it lies.
template <typename Visit> static void forEachBase(const DICompositeType &T, bool C, Visit F) {
  for (const DINode *E : T.getElements()) {
    const auto *D = dyn_cast_or_null<DIDerivedType>(E);
    if (!D)
      continue;
    bool Base = D->getTag() == dwarf::DW_TAG_inheritance && !(D->getFlags() & DINode::FlagVirtual);
    const DICompositeType *Class = structOf(D->getBaseType());
    bool Member = Class && D->getTag() == dwarf::DW_TAG_member && !D->isStaticMember();
    bool Start = Member && !C && !D->getOffsetInBits() && isStartOfC(*Class);
    if (Class && (Base || Start || (Member && (C || isCounter(*Class)))))
      F(*Class, D->getOffsetInBits() / 8);
  }
}

static const DIDerivedType *memberNamed(const DICompositeType &T, StringRef Name) {
  for (const DINode *E : T.getElements())
    if (const auto *D = dyn_cast_or_null<DIDerivedType>(E);
        D && D->getTag() == dwarf::DW_TAG_member && D->getName() == Name)
      return D;
  return nullptr;
}

static bool isCountName(StringRef Field) {
  std::string Name = Field.lower();
  llvm::erase(Name, '_');
  StringRef Plain = Name;
  for (StringRef Prefix : {"", "m", "c", "mc"}) {
    StringRef Rest = Plain;
    if (!Rest.consume_front(Prefix))
      continue;
#define REFSAN_COUNT_NAME(Row)                                                                                         \
  if (Rest == Row)                                                                                                     \
    return true;
#include "tables/CountFunctions.def"
  }
  return false;
}

// An integer, an enumeration, or a class around one (std::atomic<int>, kref).
static bool mayCount(const DIDerivedType &Field) {
  const DIType *T = strippedType(Field.getBaseType());
  uint64_t Bytes = Field.getSizeInBits() / 8;
  if (Field.isBitField() || (Bytes != 2 && Bytes != 4 && Bytes != 8) || pointeeOf(T))
    return false;
  const auto *Basic = dyn_cast_or_null<DIBasicType>(T);
  return !Basic || Basic->getEncoding() != dwarf::DW_ATE_float;
}

// The functions' code is not in this module: the table says where the count is,
// or its name does.
static std::optional<CountField> fieldByName(const DICompositeType &T, bool Elsewhere) {
#define REFSAN_COUNT_FIELD(Type, Field)                                                                                \
  if (T.getName() == Type)                                                                                             \
    if (const DIDerivedType *D = memberNamed(T, Field))                                                                \
      return CountField{int64_t(D->getOffsetInBits() / 8), unsigned(D->getSizeInBits() / 8)};
#include "tables/CountFunctions.def"
  if (!Elsewhere && !declaresCountMethods(T))
    return std::nullopt;
  for (const DINode *E : T.getElements()) {
    const auto *D = dyn_cast_or_null<DIDerivedType>(E);
    if (D && D->getTag() == dwarf::DW_TAG_member && !D->isStaticMember() && isCountName(D->getName()) && mayCount(*D))
      return CountField{int64_t(D->getOffsetInBits() / 8), unsigned(D->getSizeInBits() / 8)};
  }
  return std::nullopt;
}

// "base.refs": by way of members and, in C, of anonymous ones.
static std::optional<CountField> fieldAt(const DICompositeType &T, StringRef Path, unsigned Depth) {
  auto [Name, Rest] = Path.split('.');
  for (const DINode *E : T.getElements()) {
    const auto *D = dyn_cast_or_null<DIDerivedType>(E);
    if (!D || D->getTag() != dwarf::DW_TAG_member || D->isStaticMember() || !Depth)
      continue;
    const auto *Inner = dyn_cast_or_null<DICompositeType>(strippedType(D->getBaseType()));
    if (D->getName() == Name && Rest.empty() && mayCount(*D))
      return CountField{int64_t(D->getOffsetInBits() / 8), unsigned(D->getSizeInBits() / 8)};
    bool Leads = Inner && (D->getName().empty() || (D->getName() == Name && !Rest.empty()));
    if (std::optional<CountField> Found =
            Leads ? fieldAt(*Inner, D->getName().empty() ? Path : Rest, Depth - 1) : std::nullopt)
      return CountField{int64_t(D->getOffsetInBits() / 8) + Found->Offset, Found->Bytes};
  }
  return std::nullopt;
}

std::optional<CountField> CountedTypes::declaredField(const DICompositeType &T) const {
  const DeclaredCount *D = T.isForwardDecl() ? nullptr : Declared.count(T);
  if (!D)
    return std::nullopt;
  auto [It, New] = DeclaredFields.try_emplace(&T);
  if (New && !(It->second = fieldAt(T, D->Field, MaxBases)))
    reportError(M, D->Where + ": expected a field of " + D->Type + " that can count, found '" + D->Field + "'");
  return It->second;
}

std::optional<CountField> CountedTypes::ownCount(const DICompositeType &T) const {
  if (std::optional<CountField> Field = declaredField(T))
    return Field;
  auto It = Counted.find(&T);
  return It == Counted.end() ? fieldByName(T, CountedElsewhere.contains(&T)) : It->second;
}

std::optional<CountField> CountedTypes::countOf(const DIType *T) const {
  SmallVector<std::pair<const DICompositeType *, uint64_t>, 4> Work;
  if (const DICompositeType *Own = structOf(T)) {
    Work.push_back({Own, 0});
    if (!C) // where they lie in an object that is of this class
      for (const VirtualBase &Base : virtualBases(Own).value_or(SmallVector<VirtualBase, 2>()))
        Work.push_back({Base.Class, Base.Offset / 8});
  }
  for (unsigned I = 0; I < Work.size() && I < MaxBases; ++I) {
    auto [Class, Offset] = Work[I];
    if (std::optional<CountField> Field = ownCount(*Class))
      return CountField{int64_t(Offset) + Field->Offset, Field->Bytes, Field->Shift, Field->Bits};
    forEachBase(*Class, C, [&, Offset = Offset](const DICompositeType &Base, uint64_t At) {
      Work.push_back({&Base, Offset + At});
    });
  }
  return std::nullopt;
}

std::optional<CountField> CountedTypes::countOf(StringRef ClassName) const {
  auto It = CountedByName.find(ClassName);
  return It == CountedByName.end() ? std::nullopt : std::optional(It->second);
}

bool CountedTypes::mayBeCounted(const DIType *T) {
  if (!strippedType(T)) // C's "void *": what a callback carries, say
    return C && any();
  const DICompositeType *Class = structOf(T);
  if (!Class)
    return false;
  auto [It, New] = Pointees.try_emplace(Class, false);
  if (!New)
    return It->second;
  bool May = countOf(T).has_value() || declaresCountMethods(*Class) || CountedElsewhere.contains(Class);
  forEachBase(*Class, C, [&](const DICompositeType &Base, uint64_t) { May |= mayBeCounted(&Base); });
  return Pointees[Class] = May;
}

// The structs that the function is called with, whatever its declaration says ("void *").
static void forEachArgument(const Function &F, unsigned Argument, function_ref<void(const DICompositeType &)> Visit) {
  for (const User *U : F.users())
    if (const auto *Call = dyn_cast<CallBase>(U);
        Call && Call->getCalledFunction() == &F && Argument < Call->arg_size())
      if (const DICompositeType *Class = structOf(pointeeOf(staticType(*Call->getArgOperand(Argument)))))
        Visit(*Class);
}

// The count lies in front of what is no struct, a string say: in the header that what returns such strings makes.
void CountedTypes::findHeader(const DIType *Pointer, const CountField &Field) {
  for (const Function &F : M) {
    DITypeRefArray Signature = signatureOf(F.getSubprogram());
    if (F.isDeclaration() || !Signature.size() || strippedType(Signature[0]) != Pointer)
      continue;
    for (const Instruction &I : F.getEntryBlock()) {
      const auto *Local = dyn_cast<AllocaInst>(&I);
      const DICompositeType *Header = Local ? structOf(pointeeOf(variableType(*Local))) : nullptr;
      int64_t At = Header ? int64_t(Header->getSizeInBits() / 8) + Field.Offset : -1;
      bool Has = At >= 0 && any_of(Header->getElements(), [&](const DINode *E) {
                   const auto *D = dyn_cast_or_null<DIDerivedType>(E);
                   return D && D->getOffsetInBits() == uint64_t(At) * 8 && D->getSizeInBits() == Field.Bytes * 8 &&
                          mayCount(*D);
                 });
      if (Has)
        Counted.try_emplace(Header, CountField{At, Field.Bytes, Field.Shift, Field.Bits});
    }
  }
}

void CountedTypes::findCounted() {
  for (auto &[F, What] : Functions.all()) {
    if (!What.Field)
      continue;
    if (const DICompositeType *Class = structOf(pointeeOfArgument(*F, What.Argument)))
      Counted.try_emplace(Class, *What.Field);
    else
      forEachArgument(*F, What.Argument, [&](const DICompositeType &Known) {
        if (What.Field->Offset < 0 || uint64_t(What.Field->Offset) + What.Field->Bytes <= Known.getSizeInBits() / 8)
          Counted.try_emplace(&Known, *What.Field);
      });
    DITypeRefArray Signature = signatureOf(F->getSubprogram());
    if (What.Field->Offset < 0 && What.Argument + 1 < Signature.size() &&
        isa_and_nonnull<DIBasicType>(pointeeOf(Signature[What.Argument + 1])))
      findHeader(strippedType(Signature[What.Argument + 1]), *What.Field);
    StringRef Path = Names.get(F->getName()).Pretty;
    if (size_t Colons = Path.rfind("::"); Colons != StringRef::npos)
      CountedByName.try_emplace(Path.take_front(Colons), *What.Field);
  }
}

// The struct, or what it begins with, as C derives one: that which has a count by its field's name.
static const DICompositeType &startWithCount(const DICompositeType &T) {
  const DICompositeType *At = &T;
  for (unsigned I = 0; At && I < MaxBases; ++I, At = startOf(*At))
    if (fieldByName(*At, true))
      return *At;
  return T;
}

static std::optional<CountField> countOfOpaque(StringRef Function) {
#define REFSAN_COUNT_OPAQUE(Row, Offset, Bytes)                                                                        \
  if (Function == (Row))                                                                                               \
    return CountField{Offset, Bytes};
#include "tables/CountFunctions.def"
  return std::nullopt;
}

// Only declarations are here: what they are called with tells the type.
void CountedTypes::findCountedElsewhere() {
  for (auto &[F, What] : Functions.all()) {
    if (What.Field)
      continue;
    if (const DICompositeType *Class = structOf(pointeeOfArgument(*F, What.Argument)))
      CountedElsewhere.insert(Class);
    std::optional<CountField> Opaque = countOfOpaque(F->getName());
    forEachArgument(*F, What.Argument, [&](const DICompositeType &Class) {
      if (Opaque && Class.isForwardDecl())
        Counted.try_emplace(&Class, *Opaque);
      else
        CountedElsewhere.insert(&startWithCount(Class));
    });
  }
}

// The function takes or gives up a reference, by itself or in what it calls.
bool CountedTypes::changes(const Function &F, CountRole Role, unsigned Depth) const {
  for (const Instruction &I : instructions(F)) {
    const auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (const CountFunction *What = Functions.find(Callee); What && What->Role == Role)
      return true;
    if (Callee && !Callee->isDeclaration() && Depth && changes(*Callee, Role, Depth - 1))
      return true;
    // A virtual one: of a type that has one.
    if (Call && Call->isIndirectCall() && Call->arg_size() == 1)
      return true;
  }
  return false;
}

// One pointer to a counted object is all there is in it.
static bool isOnePointer(const DICompositeType &Class, CountedTypes &Types) {
  if (Class.getSizeInBits() != 64)
    return false;
  for (const DINode *E : Class.getElements()) {
    const auto *D = dyn_cast_or_null<DIDerivedType>(E);
    if (!D || D->isStaticMember())
      continue;
    if (D->getTag() == dwarf::DW_TAG_inheritance)
      if (const DICompositeType *Base = structOf(D->getBaseType()); Base && isOnePointer(*Base, Types))
        return true;
    if (D->getTag() == dwarf::DW_TAG_member)
      if (const DIType *Target = pointeeOf(D->getBaseType()))
        return Types.mayBeCounted(Target);
  }
  return false;
}

static bool isCountedPointer(StringRef Class) {
#define REFSAN_COUNTED_POINTER(Row)                                                                                    \
  if (Class == Row)                                                                                                    \
    return true;
#include "tables/CountFunctions.def"
  return false;
}

void CountedTypes::findHandles(const Module &M) {
  for (const Function &F : M) {
    const DISubprogram *SP = F.getSubprogram();
    if (F.isDeclaration() || !SP || !SP->getName().starts_with("~"))
      continue;
    const DICompositeType *Class = structOf(dyn_cast_or_null<DICompositeType>(SP->getScope()));
    if (!Class || Names.get(F.getName()).Root == "std")
      continue;
    std::string Name = withoutArguments(fullTypeName(Class));
    if (handleType(Name)) // a library's container, whose buffer is counted
      continue;
    if (isCountedPointer(Name) || (any() && isOnePointer(*Class, *this) && changes(F, CountRole::Release, MaxCalls)))
      Handles.insert(Name);
  }
}

bool CountedTypes::isHandleMethod(const Function &F) const {
  if (Handles.empty())
    return false;
  StringRef Path = Names.get(F.getName()).Path;
  size_t Colons = Path.rfind("::");
  return Colons != StringRef::npos && Handles.contains(Path.take_front(Colons));
}

static bool isC(const Module &M) {
  for (const DICompileUnit *Unit : M.debug_compile_units()) {
    auto Language = static_cast<dwarf::SourceLanguage>(Unit->getSourceLanguage().getUnversionedName());
    if (dwarf::isC(Language))
      return true;
  }
  return false;
}

CountedTypes::CountedTypes(const Module &M, const CountFunctions &Functions, const DeclaredFunctions &Declared,
                           SymbolNames &Names)
    : M(M), Functions(Functions), Declared(Declared), Names(Names), C(isC(M)), Weak(M, Declared) {
  findCounted();
  findCountedElsewhere();
  findHandles(M);
}

} // namespace refsan
