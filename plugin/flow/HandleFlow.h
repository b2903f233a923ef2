//===- HandleFlow.h - which reference a handle is ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rust moves handles by value. Within a function of the user's the way of a
// handle is plain at pipeline start: the result of Rc::clone is stored to a
// local's alloca, loaded, and stored to the heap, passed on, returned, or
// dropped. This finds these ways, so that the runtime need not guess which of an
// object's references a store keeps and which one a drop ends. What crosses a
// call by value is left in the thread's record (refsan_thread.moving).
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FLOW_HANDLEFLOW_H
#define REFSAN_PLUGIN_FLOW_HANDLEFLOW_H

#include "classify/HandleTypes.h"
#include "describe/SiteInfo.h"
#include "flow/DroppedParameters.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

namespace refsan {

/// Where a handle's reference was taken, or its object made.
struct HandleOrigin {
  llvm::Constant *Site = nullptr; // known, or
  /// told at run time: the call that returned it, or one of its words, the parameter
  /// it came by, the local that is filled in several places
  llvm::Value *Asked = nullptr;
  bool Among = false;    // what was asked is an aggregate by its address: it may have other handles, too
  bool Retained = false; // at the known site: it is none that an object was made with
  explicit operator bool() const { return Site || Asked; }
};

/// A handle at an offset of an aggregate.
struct HandlePart {
  uint64_t Offset = 0;
  HandleOrigin From;
};

/// A handle: a value, or what lies in a local variable at an offset.
struct HandleAt {
  llvm::Value *Value = nullptr;
  llvm::AllocaInst *Slot = nullptr;
  uint64_t Offset = 0;
};

class HandleFlow {
  llvm::Function &F;
  CallClassifier &Classifier;
  HandleTypes &Types;
  SiteInfo &Sites;
  const DroppedParameters &Parameters;

  HandleOrigin originOfMember(llvm::LoadInst &Load);
  HandleOrigin originOfWord(llvm::ExtractValueInst &Word);
  HandleOrigin originOfCall(llvm::CallBase &Call, bool Sure);
  HandleOrigin originOfSlot(llvm::AllocaInst &Slot, bool Sure, unsigned Depth);
  using Parts = llvm::SmallVector<HandlePart, 4>;
  llvm::DenseMap<llvm::AllocaInst *, Parts> KnownParts;
  llvm::SmallVector<uint64_t, 4> OfVariable; // where handles may lie in the one that is asked about, as it is declared
  void addParts(llvm::AllocaInst &Whole, uint64_t Begin, uint64_t End, int64_t Shift, Parts &Out, unsigned Depth);
  void addPartsOf(const llvm::DIType *T, HandleOrigin From, uint64_t Begin, uint64_t End, int64_t Shift, Parts &Out);
  Parts partsOf(llvm::AllocaInst &Whole);
  void collectCall(llvm::CallBase &Call);
  void collectDrop(llvm::CallBase &Call, bool OfHandle);
  void collectArguments(llvm::CallBase &Call);
  void collectMaker(llvm::CallBase &Call, unsigned Offset);
  void collectMemCopy(llvm::MemTransferInst &Copy);

public:
  HandleFlow(llvm::Function &F, CallClassifier &Classifier, HandleTypes &Types, SiteInfo &Sites,
             const DroppedParameters &Parameters)
      : F(F), Classifier(Classifier), Types(Types), Sites(Sites), Parameters(Parameters) {}

  /// \p Sure: only of what is a handle for certain; else of what the caller knows to be one.
  HandleOrigin originOf(llvm::Value *Handle, bool Sure, unsigned Depth = 0);

  struct Store { // to memory that is no local
    llvm::StoreInst *At;
    HandleOrigin From;
  };
  struct Drop { // a local, or the value itself, is about to be dropped
    llvm::CallBase *Call;
    HandleAt Handle;
    HandleOrigin From;
    enum { Here, ByCallee, OfCaller } How = Here; // by a function that leaves it to its callers to report
  };
  struct Move { // out of the function: into a call, or to the caller
    llvm::Instruction *At;
    HandleAt Handle;
    HandleOrigin From;
  };
  struct Aggregate { // with handles in it came to rest
    llvm::Instruction *At;
    llvm::Value *Base;
    Parts Handles;
  };
  llvm::SmallVector<Store, 4> Stores;
  llvm::SmallVector<Drop, 8> Drops;
  llvm::SmallVector<Move, 4> Moves;
  llvm::SmallVector<Aggregate, 2> Aggregates;
  llvm::SmallVector<llvm::CallBase *, 4> Retains;
  /// Copies of what is not known here: a handle that is under way may rest there.
  llvm::SmallVector<llvm::Instruction *, 4> Copies;
  /// What locals that are filled in several places get.
  llvm::MapVector<llvm::AllocaInst *, llvm::SmallVector<Store, 4>> Locals;

  /// Finds all there is to say; the function is not changed.
  void collect();
  /// Only what is given to functions that drop it, and that such a function's drop is no news.
  void collectGifts();
};

/// Says it to the runtime. Returns the calls to it that are about handles which came to rest, if their references
/// may be those that objects were made with: where that is tells who took them.
llvm::SmallVector<llvm::CallBase *, 4> rewriteHandles(llvm::Function &F, const HandleFlow &Flow, RuntimeAbi &Abi);

} // namespace refsan

#endif // REFSAN_PLUGIN_FLOW_HANDLEFLOW_H
