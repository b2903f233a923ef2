//===- RuntimeAbi.h - the runtime's entry points in a module ----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Expands refsan/abi.def to declarations; their types come from the C
// prototypes, so that pass and runtime cannot disagree.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_BASE_RUNTIMEABI_H
#define REFSAN_PLUGIN_BASE_RUNTIMEABI_H

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace refsan {

/// Rows of abi.def by name.
enum class Entry {
#define REFSAN_RT(Return, Name, Params) Name,
#include "refsan/abi.def"
};

class RuntimeAbi {
  llvm::Module &M;

  llvm::GlobalVariable *threadRecord();

public:
  explicit RuntimeAbi(llvm::Module &M) : M(M) {}

  llvm::FunctionType *type(Entry E) const;
  llvm::FunctionCallee get(Entry E);
  /// The address of a field of the thread's refsan_thread. It is asked for anew
  /// at each use: a coroutine may go on on another thread. (LLVM merges the
  /// requests elsewhere.)
  enum ThreadField { Context, Typed, Moving, Taken, Hinted, HintedRetain };
  llvm::Value *threadField(llvm::IRBuilder<> &B, ThreadField Field);

  /// Makes the module refer to the ABI version's symbol: a runtime of another
  /// version is a link error.
  void requireVersion();
  /// Asks the linker (lld) for the runtime archive beside this plugin. Rust
  /// users have no other way to link it with the plugin's flag alone.
  void requireArchive();
};

} // namespace refsan

#endif // REFSAN_PLUGIN_BASE_RUNTIMEABI_H
