//===- LibraryObjects.h - objects of libraries' own types -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A library's functions are declared to return the base of all its objects. What
// some of them make, tables/ObjectMakers.def knows.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_LIBRARYOBJECTS_H
#define REFSAN_PLUGIN_TYPES_LIBRARYOBJECTS_H

#include "llvm/ADT/StringMap.h"

namespace llvm {
class CallBase;
class DIType;
class Module;
} // namespace llvm

namespace refsan {

class LibraryObjects {
  llvm::Module &M;
  llvm::StringMap<const llvm::DIType *> Made; // by the struct's name, and how many items it has

  const llvm::DIType *make(llvm::StringRef Struct, unsigned Items, const llvm::DIType *Base);

public:
  explicit LibraryObjects(llvm::Module &M) : M(M) {}
  /// The struct that the call makes, which begins with \p Base; null: it is not known.
  const llvm::DIType *madeBy(const llvm::CallBase &Call, const llvm::DIType *Base);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_LIBRARYOBJECTS_H
