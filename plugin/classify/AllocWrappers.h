//===- AllocWrappers.h - functions that allocate for others -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// xmalloc, node_new, buffer_init: what such a function of the user's allocates goes to
// its caller, by return or through a pointer parameter. Who forgot to free it is the
// caller, so that the line of the call tells leaks apart that have one allocating line.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_CLASSIFY_ALLOCWRAPPERS_H
#define REFSAN_PLUGIN_CLASSIFY_ALLOCWRAPPERS_H

#include "classify/CallClassifier.h"

namespace refsan {

class AllocWrappers {
  llvm::DenseSet<const llvm::Function *> Wrappers;

public:
  /// The function returns what an allocator made.
  bool isWrapper(const llvm::Function &F) const { return Wrappers.contains(&F); }
  /// Finds those that \p M defines.
  void find(const llvm::Module &M, CallClassifier &Classifier, LibraryCode &Library);
  /// The block that \p Call allocates is for who called the function around it.
  static bool isForCaller(const llvm::CallBase &Call);
  /// A call whose line is to be known while it runs: of a wrapper, by somebody who keeps the block.
  bool isRecipient(const llvm::CallBase &Call) const;
};

} // namespace refsan

#endif // REFSAN_PLUGIN_CLASSIFY_ALLOCWRAPPERS_H
