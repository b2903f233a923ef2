//===- TypeDescriber.h - refsan_type constants ------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns debug-info types (or mere names) into refsan_type constants.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_DESCRIBE_TYPEDESCRIBER_H
#define REFSAN_PLUGIN_DESCRIBE_TYPEDESCRIBER_H

#include "base/Constants.h"
#include "protocols/CountedTypes.h"
#include "types/PrivateData.h"
#include "types/TypedefNames.h"
#include "llvm/ADT/DenseMap.h"

namespace llvm {
class DIType;
} // namespace llvm

namespace refsan {

class TypeDescriber {
  Constants &C;
  CountedTypes &Counted;
  TypedefNames &Typedefs;
  bool Rust;
  llvm::DenseMap<std::pair<const llvm::DIType *, unsigned>, llvm::GlobalVariable *> Described;
  llvm::StringMap<llvm::GlobalVariable *> Named, Slices;

  struct Shape {
    llvm::Constant *Fields;
    unsigned FieldCount;
    uint64_t Size;
    std::optional<CountField> Count;
    bool Complete;
    unsigned Front = 0; // bytes before the object
  };
  Shape shapeOf(const llvm::DIType *T, bool Private);
  std::string nameOf(const llvm::DIType *T);
  llvm::Constant *record(llvm::StringRef Full, const Shape &S, bool Private);

public:
  TypeDescriber(Constants &C, CountedTypes &Counted, TypedefNames &Typedefs, bool Rust)
      : C(C), Counted(Counted), Typedefs(Typedefs), Rust(Rust) {}

  /// Has a count inside.
  bool isCounted(const llvm::DIType *T) const { return Counted.countOf(T).has_value(); }
  /// The descriptor of \p T; \p Private: of a container's storage of T's.
  /// Null for void and the like.
  llvm::GlobalVariable *describe(const llvm::DIType *T, bool Private);
  /// The descriptor of \p Object with what lies in front of it.
  llvm::GlobalVariable *describeFronted(const llvm::DIType *Object, const FrontedObject &Whole);
  /// The descriptor of a counted block with that name for any number of \p Element: its fields are the element's.
  llvm::GlobalVariable *describeSlice(llvm::StringRef Full, const llvm::DIType *Element);
  /// A descriptor that knows no more than the full name.
  llvm::GlobalVariable *describeByName(llvm::StringRef Full, bool Private);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_DESCRIBE_TYPEDESCRIBER_H
