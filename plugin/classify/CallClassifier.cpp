//===- CallClassifier.cpp - what a call does ------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "classify/CallClassifier.h"
#include "types/LibraryTypes.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include <cstdlib>

using namespace llvm;

namespace refsan {

namespace {
constexpr bool Direct = false, Through = true;
} // namespace

// The call's prototype is the entry point's without what the pass appends.
static bool prototypeFits(const CallBase &Call, FunctionType *Target, bool Through) {
  unsigned Own = Target->getNumParams() - (Through ? 2 : 1);
  FunctionType *T = Call.getFunctionType();
  if (T->getNumParams() != Own || T->isVarArg() || T->getReturnType() != Target->getReturnType())
    return false;
  for (unsigned I = 0; I != Own; ++I)
    if (T->getParamType(I) != Target->getParamType(I))
      return false;
  return true;
}

std::optional<AllocCall> CallClassifier::allocation(const CallBase &Call) {
  const Function *F = Call.getCalledFunction();
  if (!F || F->isIntrinsic())
    return std::nullopt;
  AllocFnKind Kind = Call.getFnAttr(Attribute::AllocKind).isValid()
                         ? Call.getFnAttr(Attribute::AllocKind).getAllocKind()
                         : AllocFnKind::Unknown;
  if (Kind != AllocFnKind::Unknown) {
    StringRef Family = Call.getFnAttr("alloc-family").getValueAsString();
#define REFSAN_ALLOC_ATTR(FamilyName, KindBit, EntryPoint)                                                             \
  if (Family == FamilyName && (Kind & AllocFnKind::KindBit) != AllocFnKind::Unknown &&                                 \
      prototypeFits(Call, Abi.type(Entry::EntryPoint), true))                                                          \
    return AllocCall{Entry::EntryPoint, Layout::One, true};
#include "tables/AllocAttributes.def"
  }
  static const StringMap<AllocCall> Table = {
#define REFSAN_ALLOC(Symbol, EntryPoint, Shape, How, Of)                                                               \
  {Symbol, {Entry::EntryPoint, Layout::Shape, How, AllocFamily::Of}},
#include "tables/AllocFunctions.def"
  };
  auto It = Table.find(F->getName());
  if (It == Table.end() || !prototypeFits(Call, Abi.type(It->second.Target), It->second.Through))
    return std::nullopt;
  // A program's own malloc is its business; what lies below it is recorded.
  if (!It->second.Through && !F->isDeclaration())
    return std::nullopt;
  return It->second;
}

std::optional<FreeCall> CallClassifier::deallocation(const CallBase &Call) {
  static const StringMap<FreeCall> Table = {
#define REFSAN_FREE(Symbol, EntryPoint, How) {Symbol, {Entry::EntryPoint, How}},
#include "tables/AllocFunctions.def"
  };
  const Function *F = Call.getCalledFunction();
  auto It = F && isa<CallInst>(Call) ? Table.find(F->getName()) : Table.end();
  if (It == Table.end() || (!It->second.Through && !F->isDeclaration()))
    return std::nullopt;
  FunctionType *T = Call.getFunctionType();
  bool Fits = T->getReturnType()->isVoidTy() && !T->isVarArg() && T->getNumParams() >= 1 &&
              T->getNumParams() <= (It->second.Through ? 3 : 1) && T->getParamType(0)->isPointerTy();
  for (unsigned I = 1; Fits && I < T->getNumParams(); ++I)
    Fits = T->getParamType(I)->isPointerTy() || T->getParamType(I)->isIntegerTy(64);
  return Fits ? std::optional<FreeCall>(It->second) : std::nullopt;
}

static constexpr StringLiteral DropGlue = "core::ptr::drop_in_place";

static const RefFunction *referenceRow(StringRef Path) {
  static const StringMap<RefFunction> Table = {
#define REFSAN_REFOP(Family, Path, Action, Word, Shown) {Path, {Protocol::Family, RefAction::Action, Word, Shown}},
#include "tables/RefcountProtocols.def"
  };
  auto It = Table.find(Path);
  return It == Table.end() ? nullptr : &It->second;
}

// What a handle is filled from, by the first parameter: "ns::shared_ptr<A>::shared_ptr<B>(ns::shared_ptr<B>&&)"
// moves another handle of the class, "(ns::weak_ptr<B> const&)" takes a new reference.
static RefAction howFilled(StringRef Symbol) {
  ItaniumPartialDemangler D;
  std::string Mangled = Symbol.str(); // D keeps pointers into it
  if (D.partialDemangle(Mangled.c_str()))
    return RefAction::SetHandle;
  auto Text = [](char *S) {
    std::string Out = S ? S : "";
    std::free(S);
    return Out;
  };
  std::string Class = withoutArguments(Text(D.getFunctionDeclContextName(nullptr, nullptr)));
  std::string Parameters = withoutArguments(Text(D.getFunctionParameters(nullptr, nullptr)));
  StringRef First = StringRef(Parameters).trim("()").split(',').first;
  if (First.consume_back("&&"))
    return First == Class ? RefAction::SwapHandles : RefAction::SetHandle;
  return First.ends_with(" const&") && !First.contains('*') ? RefAction::CopyHandle : RefAction::SetHandle;
}

static bool callsOthers(const Function &F) {
  return any_of(instructions(F), [](const Instruction &I) { return isa<CallBase>(I) && !isa<IntrinsicInst>(I); });
}

std::optional<RefFunction> CallClassifier::reference(const Function &F) {
  if (F.isDeclaration() || !Library.isLibrary(F))
    return std::nullopt;
  const RefFunction *Row = referenceRow(Names.get(F.getName()).Path);
  if (!Row)
    return std::nullopt;
  static constexpr unsigned Needed[] = {0, 1, 2, 2, 2, 1, 3, 1}; // by action
  unsigned First = Row->Action == RefAction::MoveBytes ? Row->Word : 0;
  if (F.arg_size() < First + Needed[unsigned(Row->Action)])
    return std::nullopt; // a default constructor fills nothing
  RefFunction What = *Row;
  if (What.Action == RefAction::MoveBytes && !callsOthers(F))
    return std::nullopt; // elements that are no more than bytes
  if (What.Action == RefAction::SetHandle)
    What.Action = howFilled(F.getName());
  if (What.Action == RefAction::SwapHandles && StringRef(Names.get(F.getName()).Path).ends_with("::operator="))
    return std::nullopt; // it swaps
  return What;
}

// "alloc::rc::Rc::new" belongs to the handle type alloc::rc::Rc.
static bool isStrongHandle(StringRef TypePath) {
  const HandleType *H = handleType(TypePath);
  return H && H->Exact && H->Strength == Strength::Strong;
}

HandleSource CallClassifier::handleSource(const Function &F) {
  const SymbolName &N = Names.get(F.getName());
  if (const RefFunction *Row = referenceRow(N.Path))
    return Row->Action == RefAction::RetainResult ? HandleSource::Retain : HandleSource::None;
  if (!Library.isLibrary(F))
    return HandleSource::Unknown;
  StringRef Path = N.Path;
  if (Path.consume_front("<")) {
    auto [Self, Trait] = Path.split(" as ");
    bool Makes = Trait.starts_with("core::default::Default>") || Trait.starts_with("core::convert::From>");
    return isStrongHandle(Self) && Makes ? HandleSource::Create : HandleSource::None;
  }
  size_t Colons = Path.rfind("::");
  return isStrongHandle(Path.take_front(Colons)) && Path.substr(Colons).starts_with("::new") ? HandleSource::Create
                                                                                             : HandleSource::None;
}

bool CallClassifier::drops(const Function &F) {
  StringRef Path = Names.get(F.getName()).Path;
  return Path == DropGlue || Path == "core::mem::drop";
}

bool CallClassifier::dropsHandle(const Function &F) {
  if (!drops(F))
    return false;
  StringRef Dropped = Names.get(F.getName()).SelfArgument;
  if (StringRef(withoutArguments(Dropped)) == "core::option::Option")
    Dropped = firstArgument(Dropped);
  return isStrongHandle(withoutArguments(Dropped));
}

std::optional<unsigned> CallClassifier::movesIntoBlock(const Function &F) {
  return offsetInNewBlock(Names.get(F.getName()).Path);
}

bool CallClassifier::declarationMayRecord(const Function &F) {
  if (F.isIntrinsic() || F.doesNotReturn() || F.onlyReadsMemory() || F.getName().starts_with("__refsan_"))
    return false;
  if (F.hasFnAttribute(Attribute::AllocKind) &&
      (F.getFnAttribute(Attribute::AllocKind).getAllocKind() & AllocFnKind::Free) != AllocFnKind::Unknown)
    return false;
  if (LibraryCode::isQuiet(F.getName()) || LibraryCode::onlyGivesUp(Names.get(F.getName()).Path))
    return false;
  if (const CountFunction *What = Counts.find(&F))
    return What->Role == CountRole::Retain;
  // Another file's C++ or Rust is instrumented there; C symbols do not tell.
  bool Mangled = F.getName().starts_with("_Z") || F.getName().starts_with("_R");
  return !Mangled || Library.isLibrary(F) || mayCopyMembers(Names.get(F.getName()).Path);
}

// Rust's library code may take a reference by way of a table of functions. (A virtual destructor does not.)
bool CallClassifier::callsBack(const Function &F) {
  StringRef Path = Names.get(F.getName()).Path;
  return LibraryCode::allocatesVirtually(Path) || (F.getName().starts_with("_R") && Path != DropGlue);
}

void CallClassifier::findRecording(Module &M, function_ref<bool(Function &)> KeepsHandles) {
  SmallVector<const Function *, 64> Work;
  DenseMap<const Function *, SmallVector<const Function *, 4>> Callers;
  for (Function &F : M) {
    if (F.isDeclaration()) {
      if (declarationMayRecord(F))
        Work.push_back(&F);
      continue;
    }
    // User functions have lines of their own.
    if (!Library.isLibrary(F))
      continue;
    std::optional<RefFunction> Ref = reference(F);
    bool Records = Ref && Ref->Action != RefAction::ReleaseHandle && Ref->Action != RefAction::ClearHandle;
    if (const CountFunction *What = Counts.find(&F))
      Records |= What->Role == CountRole::Retain;
    Records |= Counted.isHandleMethod(F); // it may call a virtual one
    Records |= KeepsHandles(F);
    for (const Instruction &I : instructions(F))
      if (const auto *Call = dyn_cast<CallBase>(&I)) {
        if (allocation(*Call))
          Records = true;
        else if (const Function *Callee = Call->getCalledFunction())
          Callers[Callee].push_back(&F);
        else if (callsBack(F)) // a waker's clone
          Records = true;
      }
    if (Records)
      Work.push_back(&F);
  }
  while (!Work.empty()) {
    const Function *F = Work.pop_back_val();
    if (MayRecord.insert(F).second)
      append_range(Work, Callers.lookup(F));
  }
}

bool CallClassifier::mayRecord(const Function &Callee) { return MayRecord.contains(&Callee); }

} // namespace refsan
