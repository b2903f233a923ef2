//===- TypedefNames.h - names of C's structs without a tag ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// "typedef struct { ... } Node;": the struct has no name of its own; that of "typedef struct _Node Node;" is one
// that nobody uses. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_TYPEDEFNAMES_H
#define REFSAN_PLUGIN_TYPES_TYPEDEFNAMES_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"

namespace llvm {
class DICompositeType;
class DIType;
class Module;
} // namespace llvm

namespace refsan {

class TypedefNames {
  const llvm::Module &M;
  llvm::DenseMap<const llvm::DIType *, llvm::StringRef> Names;
  bool Read = false; // all debug info is gone through at the first question

public:
  explicit TypedefNames(const llvm::Module &M) : M(M) {}
  /// Of a struct without a tag, or with one that is its typedef's behind "_"; empty: it has another one, or no typedef.
  llvm::StringRef get(const llvm::DICompositeType &T);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_TYPEDEFNAMES_H
