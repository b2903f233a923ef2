//===- VirtualBases.h - where virtual bases lie -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Debug info says where a class has its members and other bases, but not where an
// object of it has its virtual bases. The Itanium C++ ABI does (2.4, III): behind
// all else, in the order of the inheritance graph. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_VIRTUALBASES_H
#define REFSAN_PLUGIN_TYPES_VIRTUALBASES_H

#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <optional>

namespace llvm {
class DICompositeType;
} // namespace llvm

namespace refsan {

struct VirtualBase {
  const llvm::DICompositeType *Class;
  uint64_t Offset; // in an object of the class, in bits
};

/// Those of an object whose own class is \p T that have members, at most once each;
/// nullopt: the result does not fit the size of T.
std::optional<llvm::SmallVector<VirtualBase, 2>> virtualBases(const llvm::DICompositeType *T);

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_VIRTUALBASES_H
