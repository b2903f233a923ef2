//===- TypeDescriber.h - refsan_type constants ------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns debug-info types (or mere names) into refsan_type constants.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPEDESCRIBER_H
#define REFSAN_PLUGIN_TYPEDESCRIBER_H

#include "Constants.h"
#include "llvm/ADT/DenseMap.h"

namespace llvm {
class DIType;
} // namespace llvm

namespace refsan {

class TypeDescriber {
  Constants &C;
  llvm::DenseMap<std::pair<const llvm::DIType *, unsigned>, llvm::GlobalVariable *> Described;
  llvm::StringMap<llvm::GlobalVariable *> Named;

  llvm::Constant *record(llvm::StringRef Full, llvm::Constant *Fields, unsigned Count, uint64_t Size, bool Private,
                         bool Complete);

public:
  explicit TypeDescriber(Constants &C) : C(C) {}

  /// The descriptor of \p T; \p Private: of a container's storage of T's.
  /// Null for void and the like.
  llvm::GlobalVariable *describe(const llvm::DIType *T, bool Private);
  /// A descriptor that knows no more than the full name.
  llvm::GlobalVariable *describeByName(llvm::StringRef Full, bool Private);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPEDESCRIBER_H
