//===- MadeObjects.h - objects that others allocate for the user -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the user's code knows more of a block than the code that allocated it:
// the result of a function declared as `make` or `allocator`, or of one behind a pointer
// that is given the size of what its result is taken for; the object that an initialiser is given
// (tables/ObjectMakers.def).
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_REWRITE_MADEOBJECTS_H
#define REFSAN_PLUGIN_REWRITE_MADEOBJECTS_H

#include "base/RuntimeAbi.h"
#include "classify/AllocWrappers.h"
#include "describe/SiteInfo.h"
#include "describe/TypeHints.h"
#include "protocols/DeclaredFunctions.h"
#include "types/LibraryObjects.h"
#include "types/PrivateData.h"
#include "llvm/ADT/MapVector.h"

namespace refsan {

class MadeObjects {
  const DeclaredFunctions &Declared;
  const CountedTypes &Counted;
  const AllocWrappers &Wrappers;
  TypeDescriber &Types;
  TypeHints &Hints;
  SiteInfo &Sites;
  LibraryObjects Objects;
  struct InitialisedObject {
    const llvm::DIType *T;
    bool Returned;       // it is made there, for all that the program knows
    FrontedObject Whole; // with what is in front of it
  };
  llvm::DenseMap<const llvm::Function *, InitialisedObject> Initialised; // by initialisers

  struct Made {
    llvm::CallBase *Call;
    Entry Tells;
    llvm::Constant *Site;
    llvm::Constant *Linked; // the same of an object behind links; null: not asked
  };
  llvm::SmallVector<Made, 4> Found; // in the function being looked at

  void collectReference(llvm::CallBase &Call);
  bool collectHeaded(llvm::CallBase &Call);
  void collectOpaque(llvm::CallBase &Call);
  void collectDerived(llvm::CallBase &Call);
  void collectUsedAgain(llvm::CallBase &Call);
  void collectConstructed(llvm::CallBase &Call);
  void collectByPointer(llvm::CallBase &Call);
  void findInitialisers(llvm::Module &M);
  const llvm::DIType *countedStart(const llvm::GlobalVariable &Record) const;
  const llvm::DIType *objectOf(const llvm::Function &Initialiser, uint64_t Bytes) const;

public:
  MadeObjects(llvm::Module &M, const DeclaredFunctions &Declared, const CountedTypes &Counted,
              const AllocWrappers &Wrappers, TypeDescriber &Types, TypeHints &Hints, SiteInfo &Sites);
  /// The function is not changed.
  void collect(llvm::Function &F);
  /// Tells the runtime what was collected last.
  void rewrite(llvm::Function &F, RuntimeAbi &Abi);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_REWRITE_MADEOBJECTS_H
