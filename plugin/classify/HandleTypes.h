//===- HandleTypes.h - what holds a counted handle by value -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rust's strong handles, as debug info and symbols show them: Rc<T>, and what is
// no more than one (Option<Rc<T>>, a closure that captures one). Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_CLASSIFY_HANDLETYPES_H
#define REFSAN_PLUGIN_CLASSIFY_HANDLETYPES_H

#include "classify/CallClassifier.h"
#include "llvm/IR/Instructions.h"

namespace llvm {
class DIType;
}

namespace refsan {

class HandleTypes {
  SymbolNames &Names;
  LibraryCode &Library;
  llvm::DenseMap<const llvm::DIType *, bool> Known, Having;
  llvm::DenseMap<const llvm::Function *, bool> Concerned;

  bool decide(const llvm::DIType *T, unsigned Depth);
  bool hasHandle(const llvm::DIType *T, unsigned Depth = 0);
  void addHandles(const llvm::DIType *T, uint64_t Offset, llvm::SmallVectorImpl<uint64_t> &Out, unsigned Depth);

public:
  HandleTypes(SymbolNames &Names, LibraryCode &Library) : Names(Names), Library(Library) {}

  /// Its first word is a strong handle, and it has nothing else to drop.
  bool isHandle(const llvm::DIType *T);
  bool isHandle(const llvm::AllocaInst &Variable);
  /// The parameter is a handle that is passed by value.
  bool isHandle(const llvm::Argument &Parameter);
  /// It is one word of a value of two, and a handle may lie there.
  bool isPartWithHandle(const llvm::Argument &Parameter);
  bool returnsHandle(const llvm::Function &F);
  /// There is one among what it returns.
  bool returnsWithHandle(const llvm::Function &F);
  /// What it returns, and what the parameter is if that is a value passed by its address; null: not known.
  static const llvm::DIType *returnedBy(const llvm::Function &F);
  static const llvm::DIType *valueOf(const llvm::Argument &Parameter);
  /// Where strong handles may lie in a value, of all variants.
  llvm::SmallVector<uint64_t, 4> handlesIn(const llvm::DIType *T);
  llvm::SmallVector<uint64_t, 4> handlesIn(const llvm::AllocaInst &Variable);
  /// It may change a handle that it gets the address of.
  bool changesHandles(const llvm::Function &F);
  /// Library code instantiated for a type that names a strong handle, or has one in its values.
  bool isConcerned(const llvm::Function &F);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_CLASSIFY_HANDLETYPES_H
