//===- TypeRecords.h - records of types for a library -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// CPython makes the objects of an extension's types by what a constant says of them:
// their size, and the function that is called with each new one.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_TYPERECORDS_H
#define REFSAN_PLUGIN_TYPES_TYPERECORDS_H

#include "llvm/ADT/SmallVector.h"

namespace llvm {
class Function;
class Module;
} // namespace llvm

namespace refsan {

struct RecordedInitialiser {
  llvm::Function *F; // its first argument is the object
  uint64_t Bytes;    // of the object
};

/// Those of functions that are defined in the module.
llvm::SmallVector<RecordedInitialiser, 4> recordedInitialisers(const llvm::Module &M);

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_TYPERECORDS_H
