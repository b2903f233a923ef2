//===- ChecksAhead.h - where in a function a check may come -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A variable that ends need not be overwritten where no check comes any more until
// the function returns: its frame counts for nothing then. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FRAMES_CHECKSAHEAD_H
#define REFSAN_PLUGIN_FRAMES_CHECKSAHEAD_H

#include "llvm/ADT/SmallPtrSet.h"

namespace llvm {
class BasicBlock;
class Function;
class Instruction;
} // namespace llvm

namespace refsan {

class ChecksAhead {
  llvm::SmallPtrSet<const llvm::BasicBlock *, 32> Ahead; // of where these begin

public:
  explicit ChecksAhead(const llvm::Function &F);
  /// During a call or a loop without end behind \p I, before the function returns.
  bool behind(const llvm::Instruction &I) const;
  bool any() const { return !Ahead.empty(); }
};

} // namespace refsan

#endif // REFSAN_PLUGIN_FRAMES_CHECKSAHEAD_H
