//===- GenericMakers.h - a library's maker of any object ----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// "tp_new = PyType_GenericNew": what the library makes of the user's type is allocated
// with nothing of the user's on the stack. A function of the user's module that calls
// the library's takes its place: it is on the stack, and says what the object is.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_REWRITE_GENERICMAKERS_H
#define REFSAN_PLUGIN_REWRITE_GENERICMAKERS_H

#include "types/TypeRecords.h"

namespace llvm {
class DIType;
} // namespace llvm

namespace refsan {

/// Where the record names a maker; Object: what it makes, null: not known.
void replaceGenericMakers(const RecordedType &Type, const ReachOfRecord &Reach, const llvm::DIType *Object);
/// Wherever else the address of one is taken: in code that fills a record.
void replaceGenericMakers(llvm::Module &M);

} // namespace refsan

#endif // REFSAN_PLUGIN_REWRITE_GENERICMAKERS_H
