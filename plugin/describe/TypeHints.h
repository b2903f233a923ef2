//===- TypeHints.h - what an allocation is for ------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds the type that a call allocates: from clang's !heapallocsite, from the
// generic library type whose function makes the call (tables/LibraryTypes.def),
// from the user's allocator it is in, from the constructor run on the result,
// from the C variable it is stored to.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_DESCRIBE_TYPEHINTS_H
#define REFSAN_PLUGIN_DESCRIBE_TYPEHINTS_H

#include "describe/SiteInfo.h"
#include "describe/TypeDescriber.h"
#include "names/SymbolNames.h"
#include "llvm/IR/InstrTypes.h"
#include <optional>

namespace refsan {

class TypeHints {
  SymbolNames &Names;
  TypeDescriber &Types;

  std::optional<SiteType> fromMethod(llvm::StringRef Linkage, const llvm::DISubprogram *SP);
  std::optional<SiteType> fromMethodAround(const llvm::CallBase &Call);
  SiteType fromCountedMaker(llvm::StringRef Block, llvm::StringRef Value, const llvm::DISubprogram *SP);
  std::optional<SiteType> fromUserAllocator(const llvm::DISubprogram *SP);
  bool allocatesOne(const llvm::Function &F);
  bool isOneAndMore(const llvm::Value *Size, const llvm::DIType *T) const;
  llvm::GlobalVariable *constructedBy(const llvm::Function &Constructor);

public:
  TypeHints(SymbolNames &Names, TypeDescriber &Types) : Names(Names), Types(Types) {}

  /// The type a rewritten allocation call is for.
  SiteType forAllocation(const llvm::CallBase &Call, Layout Shape);
  /// The type of what a function of the user's returned: a block of \p Size bytes,
  SiteType forBlock(const llvm::CallBase &Call, const llvm::Value &Size);
  /// one object.
  SiteType forObject(const llvm::CallBase &Call);
  /// The struct that the caller, or else the called function, says the result points to; null: unknown.
  static const llvm::DIType *targetOf(const llvm::CallBase &Call);
  static const llvm::DIType *returnedBy(const llvm::CallBase &Call);
  /// For a call to an allocator that does not know the type it allocates, made
  /// by library code that does; nullopt: none, or the callee knows it itself.
  std::optional<SiteType> forCall(const llvm::CallBase &Call);
  /// By the constructor that a placement new runs on what a function of the user's returned, asked for as much.
  SiteType forConstructed(const llvm::CallBase &Call);
  /// For a new expression of a class that may get an older block of its own again; nullopt: it is none.
  std::optional<SiteType> forUsedAgain(const llvm::CallBase &Call);
  /// A class's own operator new: whoever says "new" is the one to show.
  bool isOperatorNew(const llvm::Function &F);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_DESCRIBE_TYPEHINTS_H
