//===- BuiltValues.h - values made from a format string ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// CPython's Py_BuildValue("(Oi)", object, 1): the format, where it is a constant, says which
// arguments the new value has references to, and what it is.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_BUILTVALUES_H
#define REFSAN_PLUGIN_TYPES_BUILTVALUES_H

#include "llvm/ADT/SmallVector.h"

namespace llvm {
class CallBase;
} // namespace llvm

namespace refsan {

struct BuiltValue {
  char Outer = 0;                      // the bracket that the value stands in: '(' also if there is none, but several
  unsigned Items = 0;                  // in those
  llvm::SmallVector<unsigned, 4> Kept; // arguments that a reference is taken to
};

/// Nothing in it if the call makes no such value, or its format is not known.
BuiltValue builtBy(const llvm::CallBase &Call);

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_BUILTVALUES_H
