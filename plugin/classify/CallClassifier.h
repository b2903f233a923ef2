//===- CallClassifier.h - what a call does ----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Classifies calls and functions by the tables and by attributes. Pure: no IR
// edits here.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_CLASSIFY_CALLCLASSIFIER_H
#define REFSAN_PLUGIN_CLASSIFY_CALLCLASSIFIER_H

#include "base/RuntimeAbi.h"
#include "names/LibraryCode.h"
#include "protocols/CountedTypes.h"
#include "refsan/kinds.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/InstrTypes.h"
#include <optional>

namespace refsan {

struct AllocCall {
  Entry Target;
  Layout Shape;
  bool Through; // the runtime gets the original function and calls it
  AllocFamily Family = AllocFamily::None;
};

struct FreeCall {
  Entry Target;
  bool Through;
};

enum class RefAction {
  RetainResult,
  ReleaseHandle,
  SetHandle,
  CopyHandle,
  SwapHandles,
  ClearHandle,
  MoveBytes,
  RetainValue
};

struct RefFunction {
  Protocol Family;
  RefAction Action;
  unsigned Word; // of the handle, that points to the counted block
  llvm::StringRef Shown;
};

/// What a function that returns a handle does to get it.
enum class HandleSource {
  Retain,  // takes a reference
  Create,  // makes the object
  Unknown, // a user's function: either, decided at run time
  None,    // gives no handle
};

class CallClassifier {
  SymbolNames &Names;
  LibraryCode &Library;
  const RuntimeAbi &Abi;
  const CountFunctions &Counts;
  const CountedTypes &Counted;
  llvm::DenseSet<const llvm::Function *> MayRecord;

  bool declarationMayRecord(const llvm::Function &F);
  bool callsBack(const llvm::Function &F);

public:
  CallClassifier(SymbolNames &Names, LibraryCode &Library, const RuntimeAbi &Abi, const CountFunctions &Counts,
                 const CountedTypes &Counted)
      : Names(Names), Library(Library), Abi(Abi), Counts(Counts), Counted(Counted) {}

  /// A call that gives a block back, if the pass rewrites it.
  std::optional<FreeCall> deallocation(const llvm::CallBase &Call);
  /// An allocation the pass rewrites.
  std::optional<AllocCall> allocation(const llvm::CallBase &Call);
  /// A library function that changes reference counts.
  std::optional<RefFunction> reference(const llvm::Function &F);

  HandleSource handleSource(const llvm::Function &F);
  /// Ends a value: drop glue, or mem::drop.
  bool drops(const llvm::Function &F);
  /// Drop glue of a type that is, or holds at its start, a counted handle.
  bool dropsHandle(const llvm::Function &F);

  /// The function moves its argument into a new block that it returns: the
  /// value's offset there.
  std::optional<unsigned> movesIntoBlock(const llvm::Function &F);

  /// Finds which of the module's library functions may allocate or take a
  /// reference, or lay down a handle, before control gets back to user code. Call once, first.
  void findRecording(llvm::Module &M, llvm::function_ref<bool(llvm::Function &)> KeepsHandles);
  /// Control may reach an allocation or a retain inside \p Callee whose line is
  /// the caller's.
  bool mayRecord(const llvm::Function &Callee);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_CLASSIFY_CALLCLASSIFIER_H
