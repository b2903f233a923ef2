//===- HandleTypes.h - what holds a counted handle by value -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rust's strong handles, as debug info and symbols show them: Rc<T>, and what is
// no more than one (Option<Rc<T>>, a closure that captures one). Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_HANDLETYPES_H
#define REFSAN_PLUGIN_HANDLETYPES_H

#include "CallClassifier.h"
#include "llvm/IR/Instructions.h"

namespace llvm {
class DIType;
}

namespace refsan {

class HandleTypes {
  SymbolNames &Names;
  LibraryCode &Library;
  llvm::DenseMap<const llvm::DIType *, bool> Known;
  llvm::DenseMap<const llvm::Function *, bool> Concerned;

  bool decide(const llvm::DIType *T, unsigned Depth);

public:
  HandleTypes(SymbolNames &Names, LibraryCode &Library) : Names(Names), Library(Library) {}

  /// Its first word is a strong handle, and it has nothing else to drop.
  bool isHandle(const llvm::DIType *T);
  bool isHandle(const llvm::AllocaInst &Variable);
  /// The parameter is a handle that is passed by value.
  bool isHandle(const llvm::Argument &Parameter);
  bool returnsHandle(const llvm::Function &F);
  /// It may change a handle that it gets the address of.
  bool changesHandles(const llvm::Function &F);
  /// Library code instantiated for a type that names a strong handle.
  bool isConcerned(const llvm::Function &F);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_HANDLETYPES_H
