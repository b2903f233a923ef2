//===- DeclaredFunctions.h - a module's declared functions ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which of a module's functions the user's protocols are about.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_PROTOCOLS_DECLAREDFUNCTIONS_H
#define REFSAN_PLUGIN_PROTOCOLS_DECLAREDFUNCTIONS_H

#include "names/SymbolNames.h"
#include "protocols/Protocols.h"
#include "types/TypedefNames.h"
#include "llvm/ADT/DenseMap.h"

namespace llvm {
class DICompositeType;
class Function;
class Module;
} // namespace llvm

namespace refsan {

class DeclaredFunctions {
  TypedefNames &Typedefs;
  Protocols Declared;
  llvm::DenseMap<const llvm::Function *, const DeclaredFunction *> Found;

public:
  /// Reads the module's declarations; arguments that do not fit a function are
  /// errors of the compilation.
  DeclaredFunctions(llvm::Module &M, SymbolNames &Names, TypedefNames &Typedefs);

  /// Null: nothing was declared about it.
  const DeclaredFunction *find(const llvm::Function &F) const { return Found.lookup(&F); }
  /// The declared count of a type; null: none.
  const DeclaredCount *count(const llvm::DICompositeType &T) const;
  bool any() const { return !Found.empty(); }
};

/// Argument \p I of the source, from 0, in the IR's function: after the place of a
/// returned struct.
unsigned argumentOf(const llvm::Function &F, unsigned I);

} // namespace refsan

#endif // REFSAN_PLUGIN_PROTOCOLS_DECLAREDFUNCTIONS_H
