//===- ContextFlow.h - what the thread's context holds where ----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// refsan_thread::context at each point of a function, as far as the function's
// own stores tell: calls leave it as they found it.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_CLEANUP_CONTEXTFLOW_H
#define REFSAN_PLUGIN_CLEANUP_CONTEXTFLOW_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/Function.h"
#include <optional>

namespace refsan {

class ContextFlow {
  llvm::Function &F;
  const llvm::GlobalVariable *Record;
  llvm::DenseMap<const llvm::BasicBlock *, llvm::Value *> After; // absent: not reached

public:
  /// Those that say where the thread is; the others say what moves.
  static constexpr unsigned FieldCount = 2;

  /// The thread's record if \p F has to do with it and its flow can be told, or null.
  static llvm::GlobalVariable *recordOf(llvm::Function &F);
  ContextFlow(llvm::Function &F, const llvm::GlobalVariable &Record) : F(F), Record(&Record) {}

  /// Which field of the record a pointer points to: 0 context, 1 typed.
  std::optional<unsigned> fieldOf(const llvm::Value *Pointer) const;
  std::optional<unsigned> storedField(const llvm::Instruction &I) const;

  /// Finds what the context is at the ends of blocks.
  void run();
  /// What it is at the block's start, and after an instruction before which it was
  /// \p Before; null: not known. The function itself stands for what was there when
  /// it was called.
  llvm::Value *before(llvm::BasicBlock &Block) const;
  llvm::Value *atEnd(const llvm::BasicBlock &Block) const { return After.lookup(&Block); }
  llvm::Value *after(llvm::Instruction &I, llvm::Value *Before) const;
};

} // namespace refsan

#endif // REFSAN_PLUGIN_CLEANUP_CONTEXTFLOW_H
