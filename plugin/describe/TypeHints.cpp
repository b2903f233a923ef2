//===- TypeHints.cpp - what an allocation is for --------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "describe/TypeHints.h"
#include "describe/BlockSizes.h"
#include "names/LibraryCode.h"
#include "types/FieldWalker.h"
#include "types/LibraryTypes.h"
#include "types/StaticTypes.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

// "alloc::boxed::Box::new" -> the row of alloc::boxed::Box.
static const AllocatingType *allocatingMethod(StringRef Path) {
  if (const AllocatingType *Function = allocatingType(Path))
    return Function;
  size_t Colons = Path.rfind("::");
  return Colons == StringRef::npos ? nullptr : allocatingType(Path.take_front(Colons));
}

static const DIType *elementOfArray(const DIType *T) {
  const auto *Array = dyn_cast_or_null<DICompositeType>(strippedType(T));
  return Array && Array->getTag() == dwarf::DW_TAG_array_type ? strippedType(Array->getBaseType()) : nullptr;
}

// Of an array, or of what an allocator makes.
static const DIType *elementType(const DIType *T) {
  const auto *Around = dyn_cast_or_null<DICompositeType>(strippedType(T));
  if (!Around)
    return nullptr;
  return Around->getTag() == dwarf::DW_TAG_array_type ? Around->getBaseType() : firstTypeArgument(Around);
}

static const DIType *pointedTo(const DIType *T) {
  const auto *P = dyn_cast_or_null<DIDerivedType>(strippedType(T));
  if (!P || P->getTag() != dwarf::DW_TAG_pointer_type)
    return nullptr;
  const auto *Target = dyn_cast_or_null<DICompositeType>(strippedType(P->getBaseType()));
  bool Struct =
      Target && is_contained({dwarf::DW_TAG_structure_type, dwarf::DW_TAG_class_type, dwarf::DW_TAG_union_type},
                             Target->getTag());
  return Struct && !Target->isForwardDecl() ? P->getBaseType() : nullptr;
}

// Rc<T>::allocate_for_layout: RcInner<T>. Of a slice debug info has the element, of dyn Trait nothing.
SiteType TypeHints::fromCountedMaker(StringRef Block, StringRef Value, const DISubprogram *SP) {
  std::string Full = (Block + "<" + Value + ">").str();
  const DIType *T = SP ? strippedType(firstTypeArgument(SP)) : nullptr;
  bool Slice = Value == "str" || (Value.starts_with("[") && !Value.contains(';'));
  if (Slice && T && T->getSizeInBits())
    return {Types.describeSlice(Full, T), Layout::BehindCounts};
  DITypeRefArray Signature = signatureOf(SP);
  const DIType *Made = Signature.size() ? pointedTo(Signature[0]) : nullptr;
  bool Known =
      Made && withoutArguments(fullTypeName(strippedType(Made))) == Block && strippedType(Made)->getSizeInBits();
  return {!Slice && Known ? Types.describe(Made, false) : Types.describeByName(Full, false), Layout::One};
}

std::optional<SiteType> TypeHints::fromMethod(StringRef Linkage, const DISubprogram *SP) {
  const SymbolName &Name = Names.get(Linkage);
  if (StringRef Block = countedBlockMadeBy(Name.Path); !Block.empty() && !Name.SelfArgument.empty())
    return fromCountedMaker(Block, Name.SelfArgument, SP);
  const AllocatingType *Row = allocatingMethod(Name.Path);
  if (!Row)
    return std::nullopt;
  const DIType *Argument = SP ? firstTypeArgument(SP) : nullptr;
  if (isCountedArray(Row->Layout))
    Argument = elementType(Argument);
  std::string Text = Argument ? fullTypeName(Argument) : Name.SelfArgument;
  if (Text.empty() || isRoom(withoutArguments(Text)))
    return std::nullopt;
  // std::allocator serves containers, and allocate_shared: that block is one
  // counted object.
  std::string Path = withoutArguments(Text);
  bool Private = Row->Private && !countedType(Text);
  // vec![a, b] is a box of an array first: a buffer of elements.
  if (const DIType *Element = elementOfArray(Argument))
    return SiteType{Types.describe(Element, true), Layout::Many};
  SiteType T;
  T.Type = Argument ? Types.describe(Argument, Private) : Types.describeByName(Text, Private);
  // C++ makes nodes one by one by what makes arrays, too; a hash table's buckets are pointers to them.
  bool Node = isPrivateType(Path) && !Text.ends_with("*") && rootOf(Name.Path) != "alloc";
  T.Shape = countedType(Text) || Node ? Layout::One : Row->Layout;
  return T;
}

// An allocator of the user's: T *C<T>::allocate, as the standard library calls it.
std::optional<SiteType> TypeHints::fromUserAllocator(const DISubprogram *SP) {
  if (!SP || SP->getName() != "allocate" || !SP->getType())
    return std::nullopt;
  const auto *Class = dyn_cast_or_null<DICompositeType>(SP->getScope());
  auto Signature = SP->getType()->getTypeArray();
  const auto *Result = Signature.size() ? dyn_cast_or_null<DIDerivedType>(strippedType(Signature[0])) : nullptr;
  const DIType *T = Class ? strippedType(firstTypeArgument(Class)) : nullptr;
  if (!T || !Result || Result->getTag() != dwarf::DW_TAG_pointer_type || strippedType(Result->getBaseType()) != T)
    return std::nullopt;
  std::string Full = fullTypeName(T), Path = withoutArguments(Full);
  if (countedType(Full))
    return SiteType{Types.describe(T, false), Layout::One};
  return SiteType{Types.describe(T, true), isPrivateType(Path) ? Layout::One : Layout::Many};
}

static const Function *constructorRunOn(const Value &Block, SymbolNames &Names) {
  for (const User *U : Block.users()) {
    const auto *Call = dyn_cast<CallBase>(U);
    const Function *F = Call ? Call->getCalledFunction() : nullptr;
    if (F && Call->arg_size() && Call->getArgOperand(0) == &Block && !Names.get(F->getName()).ConstructedType.empty())
      return F;
  }
  return nullptr;
}

// By a placement new, on what a local holds that holds nothing else.
static const Function *laterConstructor(const CallBase &Alloc, SymbolNames &Names) {
  for (const User *U : Alloc.users()) {
    const auto *Store = dyn_cast<StoreInst>(U);
    const auto *Local =
        Store && Store->getValueOperand() == &Alloc ? dyn_cast<AllocaInst>(Store->getPointerOperand()) : nullptr;
    if (!Local || count_if(Local->users(), [](const User *Use) { return isa<StoreInst>(Use); }) != 1)
      continue;
    for (const User *Use : Local->users())
      if (const Function *F = isa<LoadInst>(Use) ? constructorRunOn(*Use, Names) : nullptr)
        return F;
  }
  return nullptr;
}

static const DIType *classOf(const Function &Method) {
  const DISubprogram *SP = Method.getSubprogram();
  const auto *Class = SP ? dyn_cast_or_null<DICompositeType>(SP->getScope()) : nullptr;
  return Class && !Class->isForwardDecl() ? Class : nullptr;
}

static const DIType *returnedTarget(const Function &F) {
  DITypeRefArray Signature = signatureOf(F.getSubprogram());
  return Signature.size() ? pointedTo(Signature[0]) : nullptr;
}

// What unoptimised code keeps its result in, from one of several returns.
static bool holdsResult(const AllocaInst &Local) {
  return any_of(Local.users(),
                [](const User *U) { return isa<LoadInst>(U) && U->hasOneUse() && isa<ReturnInst>(*U->user_begin()); });
}

// C has no type at the call: the variable, member or element it is stored to, or the function's
// return type if it is returned, tells. Nothing does if it is kept as a "void *" first: whoever reads that may.
static const DIType *destinationOf(const Value &Made, const Function &F, unsigned Depth) {
  for (const User *U : Made.users()) {
    const auto *Store = dyn_cast<StoreInst>(U);
    const DIType *T = nullptr;
    if (Store && Store->getValueOperand() == &Made) {
      const Value *To = Store->getPointerOperand();
      const auto *Local = dyn_cast<AllocaInst>(To);
      if (Local)
        T = !variableType(*Local) && holdsResult(*Local) ? returnedTarget(F) : pointedTo(variableType(*Local));
      else if (const auto *Global = dyn_cast<GlobalVariable>(To))
        T = pointedTo(globalType(*Global));
      else
        T = pointedTo(staticTypeAt(*Store, *To));
      for (const User *Of : Local &&Depth ? Local->users() : Store->users())
        if (!T && isa<LoadInst>(Of))
          T = destinationOf(*Of, F, Depth - 1);
    }
    if (isa<ReturnInst>(U))
      T = returnedTarget(F);
    if (T)
      return T;
  }
  return nullptr;
}
static const DIType *destinationType(const CallBase &Alloc) {
  constexpr unsigned MaxLocals = 2; // of g_new: its own, and the one that holds its result
  return destinationOf(Alloc, *Alloc.getFunction(), MaxLocals);
}

// A flexible array member, or what was written for one before C had it.
static bool endsWithRest(const DICompositeType &Struct) {
  const DIDerivedType *Last = nullptr;
  for (const DINode *E : Struct.getElements())
    if (const auto *D = dyn_cast_or_null<DIDerivedType>(E);
        D && D->getTag() == dwarf::DW_TAG_member && !D->isStaticMember())
      Last = D;
  const auto *Array = Last ? dyn_cast_or_null<DICompositeType>(strippedType(Last->getBaseType())) : nullptr;
  return Array && Array->getTag() == dwarf::DW_TAG_array_type && Array->getSizeInBits() == 0;
}

// A sum of which a part is as large.
static bool hasPart(const Value *Size, uint64_t Bytes, unsigned Depth) {
  const auto *Sum = dyn_cast<BinaryOperator>(Size);
  if (!Sum || Sum->getOpcode() != Instruction::Add || !Depth)
    return false;
  return any_of(Sum->operands(), [&](const Use &Part) {
    const auto *C = dyn_cast<ConstantInt>(Part);
    return (C && C->getValue().uge(Bytes)) || hasPart(Part, Bytes, Depth - 1);
  });
}

// The struct ends with "T rest[]" or is counted: there is one of it, whatever room is behind it. So it is if the size
// is that of one, and more.
bool TypeHints::isOneAndMore(const Value *Size, const DIType *T) const {
  const auto *Struct = dyn_cast<DICompositeType>(strippedType(T));
  uint64_t Bytes = Struct ? Struct->getSizeInBits() / 8 : 0;
  if (!Bytes)
    return false;
  return endsWithRest(*Struct) || Types.isCounted(T) || hasPart(Size, Bytes, 3);
}

static bool isFrameSize(const CallBase &Call) {
  const auto *Size = Call.arg_empty() ? nullptr : dyn_cast<IntrinsicInst>(Call.getArgOperand(0));
  return Size && Size->getIntrinsicID() == Intrinsic::coro_size;
}

GlobalVariable *TypeHints::constructedBy(const Function &Constructor) {
  if (const DIType *Class = classOf(Constructor))
    return Types.describe(Class, false);
  return Types.describeByName(Names.get(Constructor.getName()).ConstructedType, false);
}

SiteType TypeHints::forConstructed(const CallBase &Call) {
  const Function *Constructor = constructorRunOn(Call, Names);
  if (!Constructor)
    Constructor = laterConstructor(Call, Names);
  const DIType *T = Constructor ? strippedType(classOf(*Constructor)) : nullptr;
  uint64_t Bytes = T ? T->getSizeInBits() / 8 : 0;
  bool Fits = Bytes && any_of(Call.args(), [Bytes](const Use &Size) {
                const auto *C = dyn_cast<ConstantInt>(Size);
                return C && C->getBitWidth() <= 64 && C->getZExtValue() == Bytes;
              });
  return {Fits ? Types.describe(T, false) : nullptr, Layout::One};
}

SiteType TypeHints::forAllocation(const CallBase &Call, Layout Shape) {
  const Function &F = *Call.getFunction();
  if (MDNode *Site = Call.getMetadata("heapallocsite")) {
    // Also on calls inside std::allocator, where the method knows more.
    if (const auto *T = dyn_cast<DIType>(Site)) {
      // A library's own value (a handle in std::any) is storage, a user's is an object.
      bool Stored = storesValues(Names.get(F.getName()).Path);
      bool Private = Stored && handleType(withoutArguments(fullTypeName(T)));
      return {Types.describe(T, Private), Private ? Layout::One : Shape, Stored};
    }
  }
  if (std::optional<SiteType> T = fromMethod(F.getName(), F.getSubprogram()))
    return *T;
  if (F.isPresplitCoroutine() && isFrameSize(Call))
    return {Types.describeByName("coroutine " + Names.get(F.getName()).Pretty, false), Shape};
  if (const Function *Constructor = constructorRunOn(Call, Names))
    return {constructedBy(*Constructor), Shape};
  if (std::optional<SiteType> T = fromUserAllocator(F.getSubprogram()))
    return *T;
  // The size, of one or all, is every function's last argument.
  if (!Call.arg_empty())
    if (SiteType T = forBlock(Call, *Call.getArgOperand(Call.arg_size() - 1)); T.Type)
      return T;
  if (const Function *Constructor = laterConstructor(Call, Names))
    return {constructedBy(*Constructor), Shape};
  return {nullptr, Shape};
}

SiteType TypeHints::forBlock(const CallBase &Call, const Value &Size) {
  const DIType *T = destinationType(Call);
  if (T && sizeFits(Size, *T) && !endsWithRest(*cast<DICompositeType>(strippedType(T))))
    return {Types.describe(T, false), isCounted(Call, Size) ? Layout::Array : Layout::Many};
  if (T && isOneAndMore(&Size, T))
    return {Types.describe(T, false), Layout::One};
  return {nullptr, Layout::One};
}

const DIType *TypeHints::targetOf(const CallBase &Call) { return destinationType(Call); }

const DIType *TypeHints::returnedBy(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  return Callee ? returnedTarget(*Callee) : nullptr;
}

SiteType TypeHints::forObject(const CallBase &Call) {
  const DIType *T = returnedBy(Call);
  if (!T)
    T = destinationType(Call);
  return {T ? Types.describe(T, false) : nullptr, Layout::One};
}

// The function's first argument, or that rounded up: what such a block is for, its caller knows.
static bool isOwnArgument(const Value *Size, const Function &F, unsigned Depth) {
  if (const auto *Load = dyn_cast<LoadInst>(Size)) {
    for (const User *U : Load->getPointerOperand()->users())
      if (const auto *Spill = dyn_cast<StoreInst>(U); Spill && Spill->getPointerOperand() == Load->getPointerOperand())
        Size = Spill->getValueOperand();
  }
  if (Size == F.getArg(0))
    return true;
  const auto *Rounded = dyn_cast<BinaryOperator>(Size);
  if (!Rounded || !isa<ConstantInt>(Rounded->getOperand(1)) || !Depth)
    return false;
  const auto *Steps =
      Rounded->getOpcode() == Instruction::Mul ? dyn_cast<BinaryOperator>(Rounded->getOperand(0)) : nullptr;
  bool Whole = Rounded->getOpcode() != Instruction::Mul ||
               (Steps && Steps->getOpcode() == Instruction::UDiv && Steps->getOperand(1) == Rounded->getOperand(1));
  return Whole && isOwnArgument(Rounded->getOperand(0), F, Depth - 1);
}

bool TypeHints::isOperatorNew(const Function &F) {
  return StringRef(Names.get(F.getName()).Path).ends_with("::operator new");
}

// A class's own operator new that asks an allocator for one object at a time, no pool for many. It may use again
// what was given back.
bool TypeHints::allocatesOne(const Function &F) {
  if (F.isDeclaration() || !F.arg_size() || !isOperatorNew(F))
    return false;
  auto IsSize = [](const Use &Argument) { return Argument->getType()->isIntegerTy(); };
  bool Any = false;
  for (const Instruction &I : instructions(F)) {
    const auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || isa<IntrinsicInst>(Call) || !Call->getType()->isPointerTy() || none_of(Call->args(), IsSize) ||
        Call->getReturnedArgOperand())
      continue;
    Any = any_of(Call->args(), [&](const Use &Size) { return IsSize(Size) && isOwnArgument(Size, F, 4); });
    if (!Any)
      return false;
  }
  return Any;
}

// What it asks is no allocation function: a pool's method, which may use blocks again, too.
static bool asksOthers(const Function &F) {
  static constexpr StringRef Allocators[] = {
#define REFSAN_ALLOC(Symbol, Entry, Layout, Shape, Family) Symbol,
#include "tables/AllocFunctions.def"
  };
  return any_of(instructions(F), [](const Instruction &I) {
    const auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    return Callee && !Callee->isIntrinsic() && Call->getType()->isPointerTy() &&
           !is_contained(Allocators, Callee->getName());
  });
}

// By the type of a new expression whose operator new has another way than to the allocator.
std::optional<SiteType> TypeHints::forUsedAgain(const CallBase &Call) {
  const auto *T = dyn_cast_or_null<DIType>(Call.getMetadata("heapallocsite"));
  const Function *Callee = T ? Call.getCalledFunction() : nullptr;
  if (!Callee || (Callee->size() < 2 && !asksOthers(*Callee)) || !allocatesOne(*Callee))
    return std::nullopt;
  return SiteType{Types.describe(T, false), Layout::One};
}

std::optional<SiteType> TypeHints::fromMethodAround(const CallBase &Call) {
  for (const SourceFrame &Frame : sourceFrames(Call))
    if (std::optional<SiteType> T = fromMethod(Frame.Subprogram->getLinkageName(), Frame.Subprogram))
      return T;
  const Function &F = *Call.getFunction();
  return fromMethod(F.getName(), F.getSubprogram());
}

std::optional<SiteType> TypeHints::forCall(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee || allocatingMethod(Names.get(Callee->getName()).Path) ||
      !countedBlockMadeBy(Names.get(Callee->getName()).Path).empty())
    return std::nullopt;
  if (const auto *T = dyn_cast_or_null<DIType>(Call.getMetadata("heapallocsite")); T && allocatesOne(*Callee))
    return SiteType{Types.describe(T, false), Layout::One};
  std::optional<SiteType> T = fromMethodAround(Call);
  // A pool's chunk begins with what it was made for; what follows is anything.
  bool Pool = LibraryCode::allocatesVirtually(Names.get(Callee->getName()).Path);
  return T && Pool && T->Shape != Layout::One ? std::nullopt : T;
}

} // namespace refsan
