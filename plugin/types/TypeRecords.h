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

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallVector.h"

namespace llvm {
class Constant;
class Function;
class GlobalVariable;
class Module;
} // namespace llvm

namespace refsan {

struct RecordedType {
  llvm::GlobalVariable *Record;
  llvm::Function *Initialiser; // defined in the module, its first argument is the object; null: none
  uint64_t Bytes;              // of the object
};

llvm::SmallVector<RecordedType, 4> recordedTypes(llvm::Module &M);

/// The variables with arrays that a record leads to, itself first, and the functions in them.
struct ReachOfRecord {
  llvm::SmallSetVector<llvm::GlobalVariable *, 8> Variables;
  llvm::SmallSetVector<llvm::Function *, 16> Functions;
};
ReachOfRecord reachOf(const RecordedType &Type);

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_TYPERECORDS_H
