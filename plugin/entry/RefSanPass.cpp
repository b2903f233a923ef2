//===- RefSanPass.cpp - the module pass -----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/RefSanPass.h"
#include "base/HiddenRegisters.h"
#include "classify/AllocWrappers.h"
#include "classify/CallClassifier.h"
#include "classify/OtherSanitizers.h"
#include "describe/TypeHints.h"
#include "flow/CountFlow.h"
#include "flow/DroppedParameters.h"
#include "flow/HandleFlow.h"
#include "frames/CheckReach.h"
#include "rewrite/MadeObjects.h"
#include "rewrite/Rewriter.h"
#include "rewrite/VariableReader.h"
#include "llvm/ADT/Statistic.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

#define DEBUG_TYPE "refsan"

using namespace llvm;

STATISTIC(NumAllocations, "Allocation calls rewritten");
STATISTIC(NumReferences, "Reference functions instrumented");
STATISTIC(NumContexts, "Calls into libraries with a user context");

namespace refsan {

namespace {

// All there is to do in a function, collected before anything is changed.
struct Work {
  SmallVector<std::pair<CallBase *, AllocCall>, 8> Allocations;
  SmallVector<std::pair<CallBase *, FreeCall>, 8> Frees;
  SmallVector<CallContext, 16> UserContexts;
  SmallVector<CallContext, 4> TypedContexts;
  std::optional<RefFunction> Reference;
  SmallVector<CallBase *, 1> Contexts; // that coroutines get
  SmallVector<EndingCall, 1> Exits;
  std::optional<HandleFlow> Handles;
  RestingPlaces Resting;
  std::optional<CountFlow> Counts;
};

class ModuleInstrumenter {
  Module &M;
  const bool Optimises;
  SymbolNames Names;
  LibraryCode Library{Names};
  RuntimeAbi Abi{M};
  Constants C{M};
  TypedefNames Typedefs{M};
  DeclaredFunctions Declared{M, Names, Typedefs};
  CountFunctions Counts{M, Names, Declared};
  CountedTypes Counted{M, Counts, Declared, Names};
  const bool Rust = isRust(M);
  TypeDescriber Types{C, Counted, Typedefs, Rust};
  SiteInfo Sites{C, Names, Library};
  TypeHints Hints{Names, Types};
  AllocWrappers Wrappers;
  MadeObjects Made{M, Declared, Counted, Wrappers, Types, Hints, Sites};
  CallClassifier Classifier{Names, Library, Abi, Counts, Counted};
  HandleTypes Handles{Names, Library};
  CheckReach Reach{M, Library, Names};

  std::optional<DroppedParameters> Parameters;

  Work collect(Function &F);
  std::optional<EndingCall::Way> howItEnds(CallBase &Call);
  void collectCall(CallBase &Call, bool Library, Work &W);
  void rewriteMovedHandles(Function &F, Work &W);
  void rewrite(Function &F, Work &W);

public:
  ModuleInstrumenter(Module &M, bool Optimises) : M(M), Optimises(Optimises) {}
  void run();
};

} // namespace

// Of a call during which variables would be dropped though they are in scope. In other functions than main those
// calls alone that cost much anyway.
std::optional<EndingCall::Way> ModuleInstrumenter::howItEnds(CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (Reach.endsProgram(Call))
    return Library.isExit(*Callee) ? EndingCall::ByLibrary : EndingCall::ByUser;
  if (Reach.waitsForEver(Call))
    return EndingCall::Waits;
  bool Waits = Callee && Library.isWaiting(*Callee);
  bool InMain = Call.getFunction()->getName() == "main" && mayCheckDuring(Call);
  bool MayEnd = Waits || InMain || Reach.endsInDestructor(Call);
  if (!Rust && MayEnd && !Call.isMustTailCall()) // in Rust, what was moved from is still there
    return EndingCall::MayEnd;
  return std::nullopt;
}

void ModuleInstrumenter::collectCall(CallBase &Call, bool InLibrary, Work &W) {
  if (std::optional<AllocCall> A = Classifier.allocation(Call)) {
    W.Allocations.push_back({&Call, *A});
    return;
  }
  if (std::optional<FreeCall> Given = Classifier.deallocation(Call)) {
    W.Frees.push_back({&Call, *Given});
    return;
  }
  if (makesContext(Call))
    W.Contexts.push_back(&Call);
  const Function *Callee = Call.getCalledFunction();
  if (std::optional<EndingCall::Way> How = Optimises ? howItEnds(Call) : std::nullopt)
    W.Exits.push_back({&Call, *How});
  // After a musttail call nothing could restore the context.
  if ((Callee && Callee->isIntrinsic()) || Call.doesNotReturn() || Call.onlyReadsMemory() || Call.isMustTailCall() ||
      !(Callee ? Classifier.mayRecord(*Callee) || Wrappers.isRecipient(Call)
               : Counted.any() && (virtualCount(Call) || isVirtualQuery(Call))))
    return;
  if (!InLibrary)
    W.UserContexts.push_back({&Call, Sites.site(Call, Op::Call)});
  if (std::optional<SiteType> T = Hints.forCall(Call))
    W.TypedContexts.push_back({&Call, Sites.site(Call, Op::Call, *T)});
}

Work ModuleInstrumenter::collect(Function &F) {
  Work W;
  // rustc writes a C main around the runtime's start: nobody's line.
  bool InLibrary = Library.isLibrary(F) || (Rust && F.getName() == "main");
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      collectCall(*Call, InLibrary, W);
  // Keeping locals for a call takes registers, which the function's assembly may have filled.
  if (!W.Exits.empty() && hiddenRegisters(F) != HiddenRegisters::None)
    erase_if(W.Exits, [](const EndingCall &Call) { return Call.comesBack(); });
  W.Reference = Classifier.reference(F);
  if (Rust && !InLibrary) {
    W.Handles.emplace(F, Classifier, Handles, Sites, *Parameters);
    W.Handles->collect();
    W.Resting = restingPlaces(W.Handles->Copies);
  } else if (Rust) {
    W.Handles.emplace(F, Classifier, Handles, Sites, *Parameters);
    W.Handles->collectGifts();
    if (Handles.isConcerned(F))
      W.Resting = restingPlaces(F);
  }
  if (Counted.any()) {
    W.Counts.emplace(F, Counts, Sites);
    W.Counts->collect(Counted.isHandleMethod(F));
  }
  Made.collect(F);
  return W;
}

void ModuleInstrumenter::rewriteMovedHandles(Function &F, Work &W) {
  auto AddContext = [&](CallBase *Call) {
    if (!Library.isLibrary(F))
      W.UserContexts.push_back({Call, Sites.site(*Call, Op::Call)});
  };
  if (W.Handles)
    for_each(rewriteHandles(F, *W.Handles, Abi), AddContext);
  for_each(watchRestingPlaces(W.Resting, Abi), AddContext);
}

void ModuleInstrumenter::rewrite(Function &F, Work &W) {
  tellContextStacks(W.Contexts, Abi);
  rewriteMovedHandles(F, W);
  Made.rewrite(F, Abi);
  if (W.Counts)
    for (auto &[Call, Line] : W.Counts->rewrite(Counted, Types, Abi))
      if (!Library.isLibrary(F))
        W.UserContexts.push_back({Call, Line});
  if (const CountFunction *What = Counts.find(&F); What && What->Changes)
    instrumentCount(F, *What, Names, Abi, Sites);
  else if (Counted.isHandleMethod(F))
    watchHandles(F, Counted, Names, Abi, Sites);
  else if (Counted.isAdopter(F))
    watchAdoption(F, Names, Abi, Sites);
  for (const CallContext &T : W.TypedContexts)
    setTypedContext(T, Abi);
  setUserContext(F, W.UserContexts, Abi);
  NumContexts += W.UserContexts.size();
  if (W.Reference) {
    instrumentReference(F, *W.Reference, Abi, Sites);
    ++NumReferences;
  }
  SmallVector<CallBase *, 4> Spacious;
  for (auto &[Call, What] : W.Allocations) {
    SiteType Type = Hints.forAllocation(*Call, What.Shape);
    Type.Family = What.Family;
    Type.ForCaller = !Library.isLibrary(F) && AllocWrappers::isForCaller(*Call);
    bool Spare = mayHaveSpareRoom(*Call, What, Names);
    CallBase *New = rewriteAllocation(*Call, What, Abi, Sites.site(*Call, Op::Alloc, Type));
    if (New && Spare)
      Spacious.push_back(New);
    NumAllocations += New != nullptr;
  }
  for (CallBase *New : Spacious)
    clearSpareRoom(*New, Optimises && !F.hasOptNone());
  for (auto &[Call, What] : W.Frees)
    rewriteDeallocation(*Call, What, Abi, Sites.site(*Call, Op::Free));
  if (Rust && Library.callsMain(F))
    leaveMain(F, Abi);
  bool Live = mayBeLive(F), Main = F.getName() == "main";
  // Other modules take it for one that comes back; an optimiser of the whole program may know better.
  bool Shown = Optimises && Live && !F.hasLocalLinkage() && !F.doesNotReturn();
  // What destroys an object comes back for all that its callers know (CheckReach).
  bool Returns = (W.Exits.empty() && !Shown) || Names.destroys(F.getName()) || Reach.returns(F);
  bool OthersDiffer = Shown && !Returns;
  if (Returns && !Main)
    seemToReturn(F, W.Exits);
  else if (OthersDiffer && !Main)
    seemToReturn(F);
  keepLocals(F, W.Exits, Abi);
  if (Optimises && !Rust) // in which what was moved from is still there, and what loops may unwind to is used
    keepOutsideOfLoops(F);
  // Where it ends the program its callers' variables are alive: in their code they would not be needed any more.
  // (A caller that names a function which always ends it has kept its own.)
  bool Ends = any_of(W.Exits, [](const EndingCall &Call) { return !Call.comesBack(); });
  if (OthersDiffer || (Ends && (Returns || F.hasAddressTaken())))
    keepFrame(F);
  if (Optimises && Live)
    hideExits(F);
  if (Live)
    clearDestroyed(F, Names);
  if (isHandleDestructor(F, Names))
    clearHandle(F);
  Rust ? clearMovedOut(F, Names) : clearEnded(F, Names);
  if (Main)
    instrumentMain(F, Abi);
  F.addFnAttr("frame-pointer", "all");
}

void ModuleInstrumenter::run() {
  wrapGlobalAllocator(M, Abi);
  for (const Function &F : M)
    if (Counts.find(&F) || Counted.isHandleMethod(F) || Counted.isAdopter(F) || Counted.isWrapper(F) ||
        copiesMembers(F) || isQuery(F) || Hints.isOperatorNew(F))
      Library.treatAsLibrary(F);
  Classifier.findRecording(M, [&](Function &F) { return Rust && Handles.isConcerned(F) && !restingPlaces(F).empty(); });
  Wrappers.find(M, Classifier, Library);
  Parameters.emplace(M, Classifier);
  SmallVector<Function *, 64> Functions;
  for (Function &F : M)
    if (!F.isDeclaration() && !F.hasFnAttribute(Attribute::Naked))
      Functions.push_back(&F);
  if (Functions.empty())
    return;
  Reach.markLive(M);
  for (Function *F : Functions) {
    Work W = collect(*F);
    rewrite(*F, W);
    if (Rust)
      fillUnsetParts(*F);
  }
  tellOddPlaces(M, Abi);
  addVariableReader(M, Optimises);
  Abi.requireVersion();
  if (Rust)
    Abi.requireArchive();
}

PreservedAnalyses RefSanPass::run(Module &M, ModuleAnalysisManager &) {
  if (!refuseOtherSanitizers(M))
    ModuleInstrumenter(M, Optimises).run();
  return PreservedAnalyses::none();
}

} // namespace refsan
