//===- HandleFlow.h - which reference a variable holds ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rust moves handles by value. Within a function the way of a handle is plain
// at pipeline start: the result of Rc::clone is stored to a local's alloca,
// loaded, and stored to the heap, or dropped there. This finds these ways, so
// that the runtime need not guess which of an object's references a store
// keeps and which one a drop ends.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_HANDLEFLOW_H
#define REFSAN_PLUGIN_HANDLEFLOW_H

#include "DroppedParameters.h"
#include "SiteInfo.h"
#include "llvm/IR/Instructions.h"

namespace refsan {

/// A handle, known where from, is stored to memory that is no local.
struct HandleStore {
  llvm::StoreInst *Store;
  llvm::Constant *Site;
};

/// A local handle is about to be dropped by Call.
struct HandleDrop {
  llvm::CallBase *Call;
  llvm::AllocaInst *Slot;       // the local, or
  llvm::Value *Handle;          // the value itself
  llvm::Constant *Site;         // where its reference was taken; null: with the object, or see Made
  llvm::CallBase *Made;         // the user's function that returned it
  bool Given = false;           // Call is of a function that drops it unreported
};

class HandleFlow {
  llvm::Function &F;
  CallClassifier &Classifier;
  SiteInfo &Sites;
  const DroppedParameters &Parameters;

  struct Origin {
    llvm::Constant *Site = nullptr;  // where the reference was taken
    bool Created = false;            // by making the object
    llvm::CallBase *Made = nullptr;  // by a user's function, somehow
    explicit operator bool() const { return Site || Made; }
  };
  Origin originOf(llvm::Value *Handle, unsigned Depth = 0);
  Origin originOfSlot(llvm::AllocaInst &Slot, unsigned Depth);

public:
  HandleFlow(llvm::Function &F, CallClassifier &Classifier, SiteInfo &Sites, const DroppedParameters &Parameters)
      : F(F), Classifier(Classifier), Sites(Sites), Parameters(Parameters) {}

  llvm::SmallVector<HandleStore, 4> stores();
  llvm::SmallVector<HandleDrop, 8> drops();
  /// Handles that calls give away to functions that drop them unreported.
  llvm::SmallVector<HandleDrop, 4> gifts();
};

void reportStore(const HandleStore &S, RuntimeAbi &Abi);
void reportDrops(llvm::ArrayRef<HandleDrop> Drops, RuntimeAbi &Abi);

} // namespace refsan

#endif // REFSAN_PLUGIN_HANDLEFLOW_H
