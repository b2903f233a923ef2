//===- BlockSizes.h - what a size asks for ----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Of calls that allocate: how many of a type the size is for. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_DESCRIBE_BLOCKSIZES_H
#define REFSAN_PLUGIN_DESCRIBE_BLOCKSIZES_H

namespace llvm {
class CallBase;
class DIType;
class Value;
} // namespace llvm

namespace refsan {

/// A size that is no whole number of T's, or a sum, makes room for something else as well.
bool sizeFits(const llvm::Value &Size, const llvm::DIType &T);
/// "n * sizeof(T)", "calloc(n, sizeof(T))": how many there are is counted.
bool isCounted(const llvm::CallBase &Call, const llvm::Value &Size);

} // namespace refsan

#endif // REFSAN_PLUGIN_DESCRIBE_BLOCKSIZES_H
