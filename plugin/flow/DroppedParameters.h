//===- DroppedParameters.h - handles given to a function --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that is called with a handle by value, borrows it and drops it in
// the end does not know which reference that is; its callers do. If all of them
// are known, they report that it was given up, before the call: during the call
// the stack refers to the object. What a caller took for the call only is then a
// pair in one function (ReferencePairs.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FLOW_DROPPEDPARAMETERS_H
#define REFSAN_PLUGIN_FLOW_DROPPEDPARAMETERS_H

#include "classify/CallClassifier.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/Instructions.h"

namespace refsan {

class DroppedParameters {
  llvm::DenseMap<const llvm::Function *, llvm::SmallVector<unsigned, 2>> Found;
  llvm::DenseSet<const llvm::AllocaInst *> Slots;

public:
  DroppedParameters(llvm::Module &M, CallClassifier &Classifier);

  /// The local variable holds such a parameter: its drop is no news.
  bool isSlot(const llvm::AllocaInst &Slot) const { return Slots.contains(&Slot); }
  /// The numbers of the arguments that \p Call gives away like this.
  llvm::ArrayRef<unsigned> of(const llvm::CallBase &Call) const;
};

} // namespace refsan

#endif // REFSAN_PLUGIN_FLOW_DROPPEDPARAMETERS_H
