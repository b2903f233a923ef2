//===- UserHandles.h - counted pointers of the user's -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a walk over a type's fields asks about the user's own reference counts;
// protocols/ answers.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_USERHANDLES_H
#define REFSAN_PLUGIN_TYPES_USERHANDLES_H

namespace llvm {
class DIDerivedType;
class DIType;
class StringRef;
} // namespace llvm

namespace refsan {

class UserHandles {
public:
  /// A pointer to this type may be a counted handle.
  virtual bool mayBeCounted(const llvm::DIType *T) = 0;
  /// A class that is one counted pointer; takes its name without arguments.
  virtual bool isHandle(llvm::StringRef Class) const = 0;
  /// The code gives this member references that keep nothing alive.
  virtual bool isWeakMember(const llvm::DIDerivedType &Member) const = 0;

protected:
  ~UserHandles() = default;
};

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_USERHANDLES_H
