//===- CountedTypes.h - the user's counted classes --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types with a reference count inside, and classes that are one counted pointer
// (RefPtr<T>, ComPtr<T>): found by what the module's retain and release
// functions do and are called by. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_PROTOCOLS_COUNTEDTYPES_H
#define REFSAN_PLUGIN_PROTOCOLS_COUNTEDTYPES_H

#include "protocols/CountFunctions.h"
#include "protocols/WeakMembers.h"
#include "types/UserHandles.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"

namespace llvm {
class DIType;
class StoreInst;
} // namespace llvm

namespace refsan {

class CountedTypes final : public UserHandles {
  const llvm::Module &M;
  const CountFunctions &Functions;
  const DeclaredFunctions &Declared;
  SymbolNames &Names;
  bool C; // the first member is what C has for a base class
  llvm::DenseMap<const llvm::DICompositeType *, CountField> Counted;
  llvm::StringMap<CountField> CountedByName;
  mutable llvm::DenseMap<const llvm::DICompositeType *, std::optional<CountField>> DeclaredFields;
  llvm::DenseSet<const llvm::DICompositeType *> CountedElsewhere; // by functions of another module
  llvm::DenseMap<const llvm::DICompositeType *, bool> Pointees;
  llvm::StringSet<> Handles; // class names without arguments
  WeakMembers Weak;

  std::optional<CountField> declaredField(const llvm::DICompositeType &T) const;
  std::optional<CountField> ownCount(const llvm::DICompositeType &T) const;
  void findCounted();
  void findHeader(const llvm::DIType *Pointer, const CountField &Field);
  void findCountedElsewhere();
  void findHandles(const llvm::Module &M);
  static constexpr unsigned MaxCalls = 4; // one in another
  bool changes(const llvm::Function &F, CountRole Role, unsigned Depth) const;
  bool returnsHandle(const llvm::Function &F) const;

public:
  CountedTypes(const llvm::Module &M, const CountFunctions &Functions, const DeclaredFunctions &Declared,
               SymbolNames &Names);

  /// Where the count of an object of this type lies; nullopt: it has none.
  std::optional<CountField> countOf(const llvm::DIType *T) const;
  std::optional<CountField> countOf(llvm::StringRef ClassName) const;
  bool mayBeCounted(const llvm::DIType *T) override;
  bool isHandle(llvm::StringRef Class) const override { return Handles.contains(Class); }
  bool isWeakMember(const llvm::DIDerivedType &Member) const override { return Weak.contains(Member); }
  /// The function is a method of one.
  bool isHandleMethod(const llvm::Function &F) const;
  /// It returns one whose pointer it sets, by itself or by a constructor, and takes no reference for it: "adoptRef".
  bool isAdopter(const llvm::Function &F) const;
  /// It returns one of what it was given, takes the reference for it and does nothing else: "wrapRefCounted(p)",
  /// "node->Ref()".
  bool isWrapper(const llvm::Function &F) const;
  bool any() const { return !Functions.all().empty() || !Handles.empty(); }
};

/// Of pointers, to the place that the caller has for what the function returns.
llvm::SmallVector<llvm::StoreInst *, 2> storesToResult(llvm::Function &F);
/// The type that argument \p I of the function points to; null: not known.
const llvm::DIType *pointeeOfArgument(const llvm::Function &F, unsigned I);

} // namespace refsan

#endif // REFSAN_PLUGIN_PROTOCOLS_COUNTEDTYPES_H
