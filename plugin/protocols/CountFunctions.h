//===- CountFunctions.h - retain and release functions ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which of a module's functions take or give up a reference to an object that
// has its count inside: by tables/CountFunctions.def and by what the user
// declared. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_PROTOCOLS_COUNTFUNCTIONS_H
#define REFSAN_PLUGIN_PROTOCOLS_COUNTFUNCTIONS_H

#include "names/SymbolNames.h"
#include "protocols/CountField.h"
#include "protocols/DeclaredFunctions.h"
#include "llvm/ADT/MapVector.h"

namespace llvm {
class CallBase;
class DICompositeType;
} // namespace llvm

namespace refsan {

enum class CountRole { Retain, Release };

/// Instead of an argument: the object is what the function returns.
constexpr unsigned ResultOfCall = ~0u;

struct CountFunction {
  CountRole Role;
  unsigned Argument; // that points to the object
  /// The function changes the count itself, and others do not do it for it;
  /// always so for a declaration.
  bool Changes = true;
  std::optional<CountField> Field; // if its code tells
  bool Declared = false;           // by the user
  bool Keeps = false;              // what it takes is no reference of the caller's
  bool Behind = false;             // the argument is the address of the pointer to the object
};

class CountFunctions {
  SymbolNames &Names;
  llvm::MapVector<const llvm::Function *, CountFunction> Found;

  std::optional<CountFunction> byName(const llvm::Function &F) const;
  bool callsAnother(const llvm::Function &F, CountRole Role) const;
  std::optional<CountFunction> forwarded(const llvm::Function &F) const;
  std::optional<CountFunction> cleared(const llvm::Function &F) const;
  void findForwarders(const llvm::Module &M, const DeclaredFunctions &Declared);
  bool hasCounterpart(const llvm::Function &F, llvm::StringRef Class, llvm::StringRef Method, CountRole Role) const;

public:
  CountFunctions(const llvm::Module &M, SymbolNames &Names, const DeclaredFunctions &Declared);

  /// Null: it is none.
  const CountFunction *find(const llvm::Function *F) const {
    auto It = F ? Found.find(F) : Found.end();
    return It == Found.end() ? nullptr : &It->second;
  }
  /// The same of what a call calls, also by a vtable. The method that is named there may be overridden.
  const CountFunction *findCalled(const llvm::CallBase &Call) const;
  const llvm::MapVector<const llvm::Function *, CountFunction> &all() const { return Found; }
};

/// The virtual retain or release method that a call of a vtable's entry calls, by
/// the declared type of what it is called on; null: it calls another.
const CountFunction *virtualCount(const llvm::CallBase &Call);

/// The function gives its caller a reference to its object: the line is the caller's.
bool isQuery(const llvm::Function &F);
bool isVirtualQuery(const llvm::CallBase &Call);

/// The class declares both methods of a pair.
bool declaresCountMethods(const llvm::DICompositeType &Class);

} // namespace refsan

#endif // REFSAN_PLUGIN_PROTOCOLS_COUNTFUNCTIONS_H
