//===- MadeObjects.cpp - objects that others allocate for the user --------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/MadeObjects.h"
#include "protocols/CountedTypes.h"
#include "rewrite/GenericMakers.h"
#include "rewrite/Rewriter.h"
#include "types/DebugTypes.h"
#include "types/LibraryTypes.h"
#include "types/StaticTypes.h"
#include "types/TypeRecords.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace refsan {

MadeObjects::MadeObjects(Module &M, const DeclaredFunctions &Declared, const CountedTypes &Counted,
                         const AllocWrappers &Wrappers, TypeDescriber &Types, TypeHints &Hints, SiteInfo &Sites)
    : Declared(Declared), Counted(Counted), Wrappers(Wrappers), Types(Types), Hints(Hints), Sites(Sites), Objects(M) {
  findInitialisers(M);
}

// What all objects of its kind begin with, as the record of the type does.
const DIType *MadeObjects::countedStart(const GlobalVariable &Record) const {
  const auto *At = cast<DICompositeType>(globalType(Record));
  while (const DICompositeType *Start = startOf(*At))
    At = Start;
  return Counted.countOf(At) ? At : nullptr;
}

void MadeObjects::findInitialisers(Module &M) {
  auto Find = [&](StringRef Registers, unsigned Argument, unsigned Size) -> void {
    Function *F = M.getFunction(Registers);
    if (!F)
      return;
    for (User *U : F->users()) {
      auto *Call = dyn_cast<CallBase>(U);
      if (!Call || Call->getCalledFunction() != F || Call->arg_size() <= std::max(Argument, Size))
        continue;
      const auto *Initialiser = dyn_cast<Function>(Call->getArgOperand(Argument)->stripPointerCasts());
      const auto *Bytes = dyn_cast<ConstantInt>(Call->getArgOperand(Size));
      const DIType *T = Initialiser && !Initialiser->isDeclaration() ? pointeeOfArgument(*Initialiser, 0) : nullptr;
      if (T && Bytes && T->getSizeInBits() == Bytes->getZExtValue() * 8)
        Initialised[Initialiser] = {T, /*Returned=*/false, withPrivateData(T, *Call)};
    }
  };
#define REFSAN_INITIALISER(Function, Argument, Size) Find(Function, Argument, Size);
#include "tables/ObjectMakers.def"
  for (const RecordedType &R : recordedTypes(M)) {
    if (const DIType *T = R.Initialiser ? objectOf(*R.Initialiser, R.Bytes) : nullptr)
      Initialised[R.Initialiser] = {T, /*Returned=*/true, {}};
    ReachOfRecord Reach = reachOf(R);
    const DIType *Object = countedStart(*R.Record);
    const DIType *Any = Object;
    for (const Function *F : Reach.Functions)
      if (Object == Any && !F->isDeclaration() && !F->arg_empty())
        if (const DIType *T = objectOf(*F, R.Bytes))
          Object = T;
    replaceGenericMakers(R, Reach, Object);
  }
  replaceGenericMakers(M);
}

// What an initialiser takes its first argument for, a counted object of that size: as declared, or by a variable
// ("Node *self = (Node *)object").
const DIType *MadeObjects::objectOf(const Function &Initialiser, uint64_t Bytes) const {
  auto Fits = [&](const DIType *T) { return T && T->getSizeInBits() == Bytes * 8 && Counted.countOf(T); };
  if (const DIType *T = pointeeOfArgument(Initialiser, 0); Fits(T))
    return T;
  for (const Instruction &I : instructions(Initialiser))
    if (const auto *Variable = dyn_cast<AllocaInst>(&I))
      if (const DIType *T = pointeeOf(variableType(*Variable)); Fits(T))
        return T;
  return nullptr;
}

static bool isMaker(StringRef Function) {
  static constexpr StringRef Makers[] = {
#define REFSAN_MAKER(Function) Function,
#include "tables/ObjectMakers.def"
  };
  return is_contained(Makers, Function);
}

static bool returnsReference(StringRef Function) {
  static constexpr StringRef Functions[] = {
#define REFSAN_NEW_REFERENCE(Function) Function,
#include "tables/ObjectMakers.def"
  };
  return is_contained(Functions, Function);
}

// "type->tp_alloc(type, 0)"
static bool isMakersMember(const CallBase &Call) {
  const auto *Load = dyn_cast<LoadInst>(Call.getCalledOperand());
  const DIDerivedType *Member = Load ? staticMember(*Load, *Load->getPointerOperand()) : nullptr;
  const DIScope *Struct = Member ? Member->getScope() : nullptr;
  if (!Struct)
    return false;
#define REFSAN_NEW_REFERENCE_BY(StructName, MemberName)                                                                \
  if (Member->getName() == MemberName && Struct->getName() == StructName)                                              \
    return true;
#include "tables/ObjectMakers.def"
  return false;
}

// What the caller takes it for, if that has a count, or what the function says.
void MadeObjects::collectReference(CallBase &Call) {
  const DIType *T = Hints.targetOf(Call);
  if (!T || !Counted.countOf(T))
    T = Hints.returnedBy(Call);
  if (!T || !Counted.countOf(T) || Call.isMustTailCall() || !insertionPointAfter(&Call))
    return;
  if (Call.getCalledFunction())
    if (const DIType *Own = Objects.madeBy(Call, T))
      T = Own;
  GlobalVariable *Described = Types.describe(T, false);
  Found.push_back({&Call, Entry::__refsan_returned, Sites.site(Call, Op::Alloc, {Described, Layout::One}),
                   Sites.site(Call, Op::Alloc, {Described, Layout::Linked})});
}

static const DIType *resultOf(const DISubprogram *SP) {
  DITypeRefArray Signature = signatureOf(SP);
  return Signature.size() ? Signature[0] : nullptr;
}

// The variable, member or function's result that gets the value.
static const DIType *takenFor(const User &U, const CallBase &Call) {
  const DISubprogram *SP = Call.getFunction()->getSubprogram();
  const auto *Store = dyn_cast<StoreInst>(&U);
  if (!Store)
    return isa<ReturnInst>(U) ? resultOf(SP) : nullptr;
  if (const auto *Local = dyn_cast<AllocaInst>(Store->getPointerOperand()))
    return variableType(*Local) ? variableType(*Local) : resultOf(SP);
  const DIDerivedType *Member = staticMember(*Store, *Store->getPointerOperand());
  return Member ? Member->getBaseType() : nullptr;
}

// Of a union's members any may be meant.
static bool isTakenForMemberOfUnion(const User &U) {
  const auto *Store = dyn_cast<StoreInst>(&U);
  const DIDerivedType *Member = Store ? staticMember(*Store, *Store->getPointerOperand()) : nullptr;
  const auto *Around = Member ? dyn_cast_or_null<DICompositeType>(Member->getScope()) : nullptr;
  return Around && Around->getTag() == dwarf::DW_TAG_union_type;
}

static const DICompositeType *opaqueTaken(const CallBase &Call) {
  for (const User *U : Call.users()) {
    const DIType *T = pointeeOf(takenFor(*U, Call));
    const auto *Struct = dyn_cast_or_null<DICompositeType>(T ? strippedType(T) : nullptr);
    if (Struct && Struct->isForwardDecl() && !Struct->getName().empty() && !isContainerOfC(Struct->getName()))
      return Struct;
  }
  return nullptr;
}

// A C library's type of which the program knows no more than its name: nothing else says what such a block is.
void MadeObjects::collectOpaque(CallBase &Call) {
  const Function &Callee = *Call.getCalledFunction();
  if (!Call.getType()->isPointerTy() || Callee.isIntrinsic() || Callee.onlyReadsMemory() ||
      Callee.getName().starts_with("_Z") || Callee.getName().starts_with("_R") || Call.isMustTailCall() ||
      !insertionPointAfter(&Call))
    return;
  const DICompositeType *Struct = opaqueTaken(Call);
  if (!Struct)
    return;
  Found.push_back({&Call, Entry::__refsan_seen,
                   Sites.site(Call, Op::Alloc, {Types.describe(Struct, false), Layout::One}), nullptr});
}

// A table of an allocator's functions, a hook for malloc: one is known by a size that fits what its result is taken
// for.
void MadeObjects::collectByPointer(CallBase &Call) {
  if (!Call.getType()->isPointerTy() || Call.isInlineAsm() || Call.isMustTailCall() || !insertionPointAfter(&Call))
    return;
  for (const Value *Size : Call.args()) {
    SiteType Type = Size->getType()->isIntegerTy() ? Hints.forBlock(Call, *Size) : SiteType();
    if (!Type.Type)
      continue;
    Type.ForCaller = AllocWrappers::isForCaller(Call);
    Found.push_back({&Call, Entry::__refsan_allocated, Sites.site(Call, Op::Alloc, Type), nullptr});
    return;
  }
}

// What a counted block's maker returned lies behind the header with the count: what for, the caller says.
bool MadeObjects::collectHeaded(CallBase &Call) {
  const Function &Callee = *Call.getCalledFunction();
  if (!Call.getType()->isPointerTy() || Callee.isIntrinsic() || Hints.returnedBy(Call) || Call.isMustTailCall() ||
      !insertionPointAfter(&Call))
    return false;
  for (const User *U : Call.users()) {
    const DIType *T = pointeeOf(takenFor(*U, Call));
    std::optional<CountField> Count = T ? Counted.countOf(T) : std::nullopt;
    if (!Count || Count->Offset >= 0)
      continue;
    Constant *AtEnd = Sites.site(Call, Op::Alloc, {Types.describe(T, false), Layout::End});
    Found.push_back({&Call, Entry::__refsan_made, ConstantPointerNull::get(cast<PointerType>(Call.getType())), AtEnd});
    return true;
  }
  return false;
}

// The struct begins with one that begins with the base, or that is it.
static bool beginsWith(const DIType *T, const DIType *Base) {
  constexpr unsigned MaxBases = 8;
  const auto *At = dyn_cast_or_null<DICompositeType>(T ? strippedType(T) : nullptr);
  for (unsigned I = 0; At && I < MaxBases; ++I)
    if (At = startOf(*At); At == Base)
      return true;
  return false;
}

static bool isKnownAllocator(StringRef Symbol) {
  static constexpr StringRef Known[] = {
#define REFSAN_ALLOC(Symbol, Entry, Layout, Shape, Family) Symbol,
#include "tables/AllocFunctions.def"
  };
  return is_contained(Known, Symbol);
}

// "void *object_new(const struct class *)"; what allocates raw memory, or as many of something as it is told, is no
// such function.
static bool returnsAnything(const CallBase &Call) {
  const Function &Callee = *Call.getCalledFunction();
  auto IsNumber = [](const Use &Argument) { return Argument->getType()->isIntegerTy(); };
  if (!Call.getType()->isPointerTy() || Callee.isIntrinsic() || Callee.getName().starts_with("_Z") ||
      Callee.returnDoesNotAlias() || Callee.hasFnAttribute(Attribute::AllocSize) ||
      count_if(Call.args(), IsNumber) > 1 || isKnownAllocator(Callee.getName()))
    return false;
  DITypeRefArray Signature = signatureOf(Callee.getSubprogram());
  const auto *Result = Signature.size() ? dyn_cast_or_null<DIDerivedType>(strippedType(Signature[0])) : nullptr;
  return Result ? Result->getTag() == dwarf::DW_TAG_pointer_type && !strippedType(Result->getBaseType())
                : Callee.isDeclaration();
}

// "(Derived *)object_new(&derived_class)": a struct that begins with what the function returns a pointer to, or a
// counted one if that is of no type.
void MadeObjects::collectDerived(CallBase &Call) {
  const DIType *Base = strippedType(Hints.returnedBy(Call));
  if ((!Base && !returnsAnything(Call)) || Call.isMustTailCall() || !insertionPointAfter(&Call))
    return;
  for (const User *U : Call.users()) {
    const DIType *T = pointeeOf(takenFor(*U, Call));
    if (!T || T == Base || (Base ? !beginsWith(T, Base) : !Counted.countOf(T) || isTakenForMemberOfUnion(*U)))
      continue;
    Found.push_back(
        {&Call, Entry::__refsan_seen, Sites.site(Call, Op::Alloc, {Types.describe(T, false), Layout::One}), nullptr});
    return;
  }
}

// The block may be an older one: it was made here.
void MadeObjects::collectUsedAgain(CallBase &Call) {
  std::optional<SiteType> Type = Call.isMustTailCall() ? std::nullopt : Hints.forUsedAgain(Call);
  if (Type && insertionPointAfter(&Call))
    Found.push_back({&Call, Entry::__refsan_allocated, Sites.site(Call, Op::Alloc, *Type), nullptr});
}

// What a function of the user's allocated is made an object of by a placement new.
void MadeObjects::collectConstructed(CallBase &Call) {
  SiteType Type = Call.isMustTailCall() || !insertionPointAfter(&Call) ? SiteType() : Hints.forConstructed(Call);
  if (Type.Type)
    Found.push_back({&Call, Entry::__refsan_seen, Sites.site(Call, Op::Alloc, Type), nullptr});
}

// Of a library's, by the attributes "malloc" and "alloc_size" of its declaration: g_malloc0_n.
static bool isDeclaredAllocator(const Function &F) {
  return F.isDeclaration() && F.returnDoesNotAlias() && F.hasFnAttribute(Attribute::AllocSize) && !F.arg_empty() &&
         !F.hasFnAttribute(Attribute::AllocKind) && !F.getName().starts_with("_Z") && !isKnownAllocator(F.getName());
}

void MadeObjects::collect(Function &F) {
  Found.clear();
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    const DeclaredFunction *D = Callee ? Declared.find(*Callee) : nullptr;
    if (Callee ? !D && returnsReference(Callee->getName()) : Call && isMakersMember(*Call))
      collectReference(*Call);
    else if (Call && !Callee)
      collectByPointer(*Call);
    bool Announced = D && D->Role == DeclaredRole::Allocator;
    SiteType Block;
    if (Announced)
      Block = Hints.forBlock(*Call, *Call->getArgOperand(argumentOf(*Callee, D->Argument)));
    else if (Callee && !D && isDeclaredAllocator(*Callee))
      Block = Hints.forBlock(*Call, *Call->getArgOperand(Call->arg_size() - 1));
    bool Allocates = Announced || Block.Type;
    bool Makes = Callee && (D ? D->Role == DeclaredRole::Make : isMaker(Callee->getName()));
    if (Callee && !Allocates && !Makes && !collectHeaded(*Call)) {
      if (Callee->isDeclaration())
        collectOpaque(*Call);
      collectDerived(*Call);
      collectUsedAgain(*Call);
    }
    if ((Allocates || Makes) && !Call->isMustTailCall() && insertionPointAfter(Call)) {
      SiteType Type = Allocates ? Block : Hints.forObject(*Call);
      if (Allocates || Type.Type)
        Found.push_back({Call, Allocates ? Entry::__refsan_allocated : Entry::__refsan_seen,
                         Sites.site(I, Op::Alloc, Type), nullptr});
    }
    if (Callee && Wrappers.isWrapper(*Callee))
      collectConstructed(*Call);
  }
}

void MadeObjects::rewrite(Function &F, RuntimeAbi &Abi) {
  for (const Made &M : Found) {
    IRBuilder<> B(insertionPointAfter(M.Call));
    B.SetCurrentDebugLocation(M.Call->getDebugLoc());
    SmallVector<Value *, 3> Arguments = {M.Call, M.Site};
    if (M.Linked)
      Arguments.push_back(M.Linked);
    B.CreateCall(Abi.get(M.Tells), Arguments);
  }
  auto It = Initialised.find(&F);
  if (It == Initialised.end() || F.arg_empty())
    return;
  // The library may have put something of its own in front of the object.
  Instruction &First = *F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  const Instruction *Line = &First;
  while (Line && !Line->getDebugLoc())
    Line = Line->getNextNode();
  Line = Line ? Line : &First;
  auto [Object, Returned, Whole] = It->second;
  GlobalVariable *T = Types.describe(Object, false);
  Constant *AtStart = Sites.site(*Line, Op::Alloc, {T, Layout::One});
  GlobalVariable *Behind = Whole.T ? Types.describeFronted(Object, Whole) : T;
  Constant *AtEnd = Sites.site(*Line, Op::Alloc, {Behind, Returned ? Layout::Linked : Layout::End});
  IRBuilder<> B(&First);
  B.SetCurrentDebugLocation(Line->getDebugLoc());
  B.CreateCall(Abi.get(Returned ? Entry::__refsan_returned : Entry::__refsan_made), {F.getArg(0), AtStart, AtEnd});
}

} // namespace refsan
