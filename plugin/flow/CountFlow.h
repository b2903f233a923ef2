//===- CountFlow.h - where a counted pointer goes ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Retain and release functions get a plain pointer. Within a function it is
// mostly plain at pipeline start which field a retained pointer is stored to,
// and which reference a release gives up: that of a field, or one that was
// retained here. What is found is a help for the records, never a verdict.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FLOW_COUNTFLOW_H
#define REFSAN_PLUGIN_FLOW_COUNTFLOW_H

#include "describe/SiteInfo.h"
#include "describe/TypeDescriber.h"
#include "protocols/CountFunctions.h"
#include "protocols/CountedTypes.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include <deque>

namespace refsan {

class RuntimeAbi;

class CountFlow {
  llvm::Function &F;
  SiteInfo &Sites;
  std::optional<llvm::DominatorTree> Tree;

  struct Change {
    llvm::CallBase *Call;
    const CountFunction *What;
    bool Used = false;                      // a retain whose reference is known to be elsewhere
    const llvm::AllocaInst *Kept = nullptr; // the local that its result is for: not the one with the object
  };
  llvm::SmallVector<Change, 4> Retains, Releases;
  std::deque<CountFunction> Builders; // of calls that take references to some of their arguments

  // What a pointer is called in the code: a local, or what a local's object has
  // at an offset.
  using Key = std::pair<const llvm::Value *, int64_t>;
  static Key keyOf(const llvm::Value *Pointer);
  static Key keyOfPlace(const llvm::Value *Place);
  static Key keyOfVariable(const llvm::Value *Variable);

  struct StoredRetain {
    llvm::Instruction *After; // both the retain and the store are done
    llvm::Value *Slot, *Object;
    llvm::CallBase *Retain;
    int64_t Offset = 0; // of the slot, behind Slot
  };
  struct KnownRelease {
    const Change *Release;
    llvm::Value *Slot;      // that holds the reference; null:
    llvm::CallBase *Retain; // it was taken by this call; null: by Made
    llvm::CallBase *Made;   // that returned the pointer, or
    llvm::AllocaInst *Out;  // wrote it to this local; null: none
  };
  struct Gift {
    llvm::Instruction *After; // the call that the reference is an argument of
    llvm::CallBase *Retain;
    llvm::Value *Object;
  };
  llvm::SmallVector<StoredRetain, 4> Stores;
  llvm::SmallVector<Gift, 2> Gifts;
  llvm::SmallVector<std::pair<llvm::CallBase *, llvm::Constant *>, 4> Reported;
  llvm::SmallVector<KnownRelease, 4> Known;

  // With a function that gets the address of the pointer: that of the variable.
  llvm::Value *objectOf(const Change &C) const {
    return C.What->Argument == ResultOfCall ? C.Call : C.Call->getArgOperand(C.What->Argument);
  }
  llvm::Value *objectBefore(const Change &C) const;
  bool dominates(const llvm::Instruction *A, const llvm::Instruction *B);
  llvm::Instruction *lastFill(const llvm::AllocaInst *Local, const llvm::Instruction *At, bool ByCalls);
  const llvm::StoreInst *lastStoreTo(const llvm::AllocaInst *Local, const llvm::Instruction *At);
  llvm::CallBase *filledBy(const llvm::AllocaInst *Local, const llvm::Instruction *At);
  // Where a store's value comes to lie: in memory (Place), once an instruction is done.
  struct Landing {
    llvm::Instruction *Done = nullptr;
    llvm::Value *Place = nullptr;
    int64_t Offset = 0;
  };
  Landing landingOf(llvm::StoreInst &Store);
  bool keepsValue(const llvm::LoadInst &Field) const;
  void matchStores();
  void matchGifts();
  void matchReleases(bool OfHandle);
  void reportElsewhere(const Change &C, const CountedTypes &Counted, TypeDescriber &Types, RuntimeAbi &Abi);

public:
  CountFlow(llvm::Function &F, const CountFunctions &Functions, SiteInfo &Sites);
  /// Nothing here takes or gives up a reference.
  bool empty() const { return Retains.empty() && Releases.empty(); }
  /// Finds all there is to say; the function is not changed. \p OfHandle: the
  /// function is a method of a counted pointer, whose stores are looked at there.
  void collect(bool OfHandle);
  /// Says it to the runtime. Returns the calls that need the line of the call they stand for.
  llvm::SmallVector<std::pair<llvm::CallBase *, llvm::Constant *>, 4> rewrite(const CountedTypes &Counted,
                                                                              TypeDescriber &Types, RuntimeAbi &Abi);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_FLOW_COUNTFLOW_H
