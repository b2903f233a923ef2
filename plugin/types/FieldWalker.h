//===- FieldWalker.h - the pointers inside a type ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Flattens a debug-info type into its pointer fields: where, under which path
// of the user's names, with which meaning (tables/LibraryTypes.def). Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_FIELDWALKER_H
#define REFSAN_PLUGIN_TYPES_FIELDWALKER_H

#include "types/DebugTypes.h"
#include "types/LibraryTypes.h"
#include "types/UserHandles.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace llvm {
class DICompositeType;
class DIDerivedType;
class DINode;
class DIScope;
class DISubprogram;
class DIType;
} // namespace llvm

namespace refsan {

/// When a variant's fields are there: the tag is in [Low, High], or not, or odd less the element's number.
struct VariantTag {
  int Outer;       // of the enum around, in FieldWalker::Variants; -1: none
  uint64_t Offset; // bytes
  unsigned Bytes;
  unsigned Outside; // 0: in it, 1: not, 2: odd
  uint64_t Low, High;
};

struct PointerField {
  uint64_t Offset; // bytes
  std::string Path;
  Strength How;
  Layout Shape;
  const llvm::DIType *Pointee; // element of a container's storage, else null
  int Variant;                 // in FieldWalker::Variants; -1: it is always there
};

class FieldWalker {
public:
  /// Sorted by offset, one per offset and variant (and a second one if it may be an array), once walk() is done.
  llvm::SmallVector<PointerField, 16> Fields;
  llvm::SmallVector<VariantTag, 4> Variants;
  /// No part of the type was unknown.
  bool Complete = true;

  enum class Names { All, OfUsers };

  /// \p Counted null: no classes of the user's are counted. \p Outermost: which fields of the type itself have names
  /// (not of Rust: all); of types inside only those that their users know do.
  FieldWalker(UserHandles *Counted, bool Rust, Names Outermost) : Counted(Counted), Rust(Rust), Outermost(Outermost) {}
  void walk(const llvm::DIType *T);

private:
  static void addName(PointerField &First, const PointerField &Other);
  UserHandles *Counted;
  bool Rust;
  Names Outermost;
  int Variant = -1;       // the one being walked
  struct {                // of the library's variant being walked
    uint64_t IndexAt = 0; // bytes
    unsigned IndexBytes = 0, Next = 0;
  } Alternative;
  struct Room {               // of an array further in so many elements are there as the integer says, and `More`
    uint64_t LengthAt = 0;    // bytes
    unsigned LengthBytes = 0; // 0: nothing is said of arrays
    uint64_t More = 0;
    uint64_t Count = 0; // for how many there is room, once that is known: with more the elements are in a block
  } Filled;
  bool AsBase = false; // what is walked next is the base of a class
  bool Weak = false;   // plain pointers here keep nothing alive

  // What the library type around a pointer says about it.
  struct Meaning {
    const HandleType *Handle = nullptr;
    const llvm::DIType *Argument = nullptr;
  };

  void walkType(const llvm::DIType *T, uint64_t Offset, const std::string &Path, Meaning M, unsigned Depth);
  void walkStruct(const llvm::DICompositeType *T, llvm::StringRef Alias, uint64_t Offset, const std::string &Path,
                  Meaning M, unsigned Depth);
  void walkArray(const llvm::DICompositeType *T, uint64_t Offset, const std::string &Path, Meaning M, unsigned Depth);
  void walkElement(const llvm::DINode *E, const llvm::DICompositeType *Owner, llvm::StringRef OwnerPath, bool Library,
                   uint64_t Offset, const std::string &Path, Meaning M, unsigned Depth);
  void walkRoom(const llvm::DIDerivedType &Member, const llvm::DICompositeType &Owner, uint64_t Offset,
                const std::string &Path, unsigned Depth);
  void walkBytes(const llvm::DIDerivedType &Member, const llvm::DIType *Value, uint64_t Offset, const std::string &Path,
                 unsigned Depth);
  void walkVirtualBases(const llvm::DICompositeType *T, uint64_t Offset, const std::string &Path, Meaning M,
                        unsigned Depth);
  void walkVariants(const llvm::DICompositeType *Part, bool Named, uint64_t Offset, const std::string &Path, Meaning M,
                    unsigned Depth);
  void walkFilled(const llvm::DIDerivedType *Array, const ArrayLength &Filled, const llvm::DICompositeType *Owner,
                  uint64_t Offset, const std::string &Path, Meaning M, unsigned Depth);
  void walkFilledElements(const llvm::DICompositeType *Array, Room Filled, bool Numbered, uint64_t Offset,
                          const std::string &Path, Meaning M, unsigned Depth);
  int variantOfBlock();
  void walkOneOf(const llvm::DICompositeType *Owner, const OneOf &Row, uint64_t Offset, const std::string &Path,
                 unsigned Depth);
  void walkMember(const llvm::DIDerivedType *Member, const llvm::DICompositeType *Owner, llvm::StringRef OwnerPath,
                  uint64_t Offset, llvm::function_ref<void()> Walk);
  bool isHidden(const llvm::DIType &Named, llvm::StringRef OwnerPath, llvm::StringRef Path) const;
  int variantOf(const llvm::DICompositeType *Part, const llvm::DIDerivedType *V, uint64_t Offset);
  void addPointer(const llvm::DIDerivedType *T, uint64_t Offset, const std::string &Path, Meaning M);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_FIELDWALKER_H
