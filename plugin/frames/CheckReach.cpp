//===- CheckReach.cpp - functions that a check may find running -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/CheckReach.h"
#include "frames/EndlessLoops.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

static bool isKnownToLLVM(const Function &F) {
  TargetLibraryInfoImpl Impl(F.getParent()->getTargetTriple());
  LibFunc Found;
  return TargetLibraryInfo(Impl).getLibFunc(F, Found);
}

// A name that C and C++ keep for their libraries; mangled names begin alike.
static bool isReserved(StringRef Name) {
  return Name.starts_with("__") ||
         (Name.starts_with("_") && Name.size() > 1 && isUpper(Name[1]) && Name[1] != 'Z' && Name[1] != 'R');
}

// A function without a body. Unknown C functions are taken for the user's.
bool CheckReach::outsideMayCheck(const Function &Callee) {
  StringRef Name = Callee.getName();
  if (Callee.isIntrinsic())
    return false;
  if (Library.isExit(Callee) || Library.isWaiting(Callee))
    return true;
  // What ends the program in there says that it does not return.
  if (Fetched && Name.starts_with("_R") && !Callee.doesNotReturn())
    return false;
  return !isReserved(Name) && !Library.isLibrary(Callee) && !LibraryCode::isQuiet(Name) && !isKnownToLLVM(Callee);
}

bool CheckReach::callsChecked(const Function &F) {
  for (const Instruction &I : instructions(F)) {
    const auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || Call->isInlineAsm())
      continue;
    const auto *Callee = dyn_cast<Function>(Call->getCalledOperand()->stripPointerCastsAndAliases());
    if (!Callee || (Live.contains(Callee) && !Names.destroys(Callee->getName())))
      return true;
  }
  return false;
}

constexpr StringRef LiveMark = "refsan-may-be-live";
constexpr StringRef NoCheckMark = "refsan-no-check"; // comes during a call

void CheckReach::markLive(Module &M) const {
  for (Function &F : M) {
    bool Marked = Live.contains(&F);
    if (Marked && !F.isDeclaration())
      F.addFnAttr(LiveMark);
    if (!F.isIntrinsic() && (F.isDeclaration() ? !Marked : Marked && Names.destroys(F.getName())))
      F.addFnAttr(NoCheckMark);
  }
}

bool mayCheckDuring(const CallBase &Call) {
  if (isa<IntrinsicInst>(Call) || Call.isInlineAsm())
    return false;
  const auto *Callee = dyn_cast<Function>(Call.getCalledOperand()->stripPointerCastsAndAliases());
  if (!Callee)
    return true;
  if (Callee->hasFnAttribute(NoCheckMark) || Callee->getName().starts_with("__refsan_"))
    return false;
  return Callee->isDeclaration() || Callee->hasFnAttribute(LiveMark);
}

bool mayBeLive(const Function &F) {
  return !F.isDeclaration() && F.hasFnAttribute(LiveMark) && !F.hasFnAttribute(Attribute::Naked) &&
         !F.isPresplitCoroutine();
}

bool CheckReach::endsProgram(const CallBase &Call) const {
  const Function *Callee = Call.getCalledFunction();
  return Callee && Endless.contains(Callee);
}

bool CheckReach::endsInDestructor(const CallBase &Call) const {
  const Function *Callee = Call.getCalledFunction();
  return Callee && EndlessByDestructor.contains(Callee);
}

// Some way from the begin of these blocks leads out of the function.
bool CheckReach::leave(SmallVector<const BasicBlock *, 32> Open, bool ByDestructor) const {
  SmallPtrSet<const BasicBlock *, 32> Seen;
  while (!Open.empty()) {
    const BasicBlock *Block = Open.pop_back_val();
    if (!Seen.insert(Block).second)
      continue;
    bool Ends = any_of(*Block, [&](const Instruction &I) {
      const auto *Call = dyn_cast<CallBase>(&I);
      return Call && (endsProgram(*Call) || (ByDestructor && endsInDestructor(*Call)));
    });
    if (Ends)
      continue;
    if (isa<ReturnInst, ResumeInst>(Block->getTerminator()))
      return true;
    append_range(Open, successors(Block));
  }
  return false;
}
bool CheckReach::returns(const Function &F) const { return leave({&F.getEntryBlock()}); }

// From the destructors that always end the program to what calls them.
void CheckReach::findEndingDestructors() {
  SmallVector<const Function *, 8> Open;
  auto Add = [&](const Function &F) {
    if (!F.isDeclaration() && !Endless.contains(&F) && !leave({&F.getEntryBlock()}, /*ByDestructor=*/true) &&
        EndlessByDestructor.insert(&F).second)
      Open.push_back(&F);
  };
  for (const Function *F : Live)
    if (Names.destroys(F->getName()))
      Add(*F);
  while (!Open.empty())
    for (const User *U : Open.pop_back_val()->users())
      if (const auto *Call = dyn_cast<CallBase>(U); Call && endsInDestructor(*Call))
        Add(*Call->getFunction());
}

bool CheckReach::waitsForEver(const CallBase &Call) const {
  const Function *Callee = Call.getCalledFunction();
  const BasicBlock *Block = Call.getParent();
  if (!Callee || !Library.isWaiting(*Callee) || isa<ReturnInst, ResumeInst>(Block->getTerminator()))
    return false;
  return !leave(SmallVector<const BasicBlock *, 32>(successors(Block)));
}

CheckReach::CheckReach(Module &M, LibraryCode &Library, SymbolNames &Names)
    : Library(Library), Names(Names), Fetched(isFetched(M)) {
  SmallVector<const Function *, 64> Open;
  for (const Function &F : M) {
    bool Own = !F.isDeclaration();
    if (Own ? !endlessLoops(F).empty() : outsideMayCheck(F))
      Live.insert(&F);
    // Declared by the user to end the program, we cannot see how.
    if (!Own && (Library.isExit(F) || (Live.contains(&F) && F.doesNotReturn())))
      Endless.insert(&F);
    // What functions that do not throw call if they do: too rare to keep all their frames clean for.
    if (Own && F.getName() != "__clang_call_terminate")
      Open.push_back(&F);
  }
  for (bool Changed = true; Changed;) {
    Changed = false;
    erase_if(Open, [&](const Function *F) {
      bool Known = Live.contains(F) || callsChecked(*F);
      Changed |= Known && Live.insert(F).second;
      return Known;
    });
  }
  SmallVector<const Function *, 64> Left(Live.begin(), Live.end());
  for (bool Changed = true; Changed;) {
    Changed = false;
    erase_if(Left, [&](const Function *F) {
      // Those that call what destroys do not expect a check then.
      bool Known = Endless.contains(F) || F->isDeclaration() || (!Names.destroys(F->getName()) && !returns(*F));
      Changed |= Known && !F->isDeclaration() && Endless.insert(F).second;
      return Known;
    });
  }
  findEndingDestructors();
}

} // namespace refsan
