//===- LibraryCode.h - whose code is it -------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tells the user's code from library code (tables/LibraryCode.def), by debug
// info where there is some and by symbol names where there is none. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_NAMES_LIBRARYCODE_H
#define REFSAN_PLUGIN_NAMES_LIBRARYCODE_H

#include "names/SymbolNames.h"
#include "llvm/ADT/DenseMap.h"

namespace llvm {
class DIFile;
class DIScope;
class DISubprogram;
class Function;
class Module;
} // namespace llvm

namespace refsan {

class LibraryCode {
  SymbolNames &Names;
  llvm::DenseMap<const llvm::Function *, bool> Functions;
  llvm::DenseMap<const llvm::DISubprogram *, bool> Subprograms;

public:
  explicit LibraryCode(SymbolNames &Names) : Names(Names) {}

  bool isLibrary(const llvm::Function &F);
  /// The user's, but whoever calls it is the one to show: Node::ref, RefPtr's methods.
  void treatAsLibrary(const llvm::Function &F);
  bool isLibrary(const llvm::DISubprogram &SP);
  /// Neither allocates nor calls back (tables/LibraryCode.def).
  static bool isQuiet(llvm::StringRef Symbol);
  /// Gives back memory and references, and makes none (of Rust's library, by path).
  static bool onlyGivesUp(llvm::StringRef Path);
  /// Ends the program by way of the check.
  bool isExit(const llvm::Function &F);
  /// The function allocates by what a virtual function does: that may make room for more.
  static bool allocatesVirtually(llvm::StringRef Path);
  /// When it returns, the user's main has.
  bool callsMain(const llvm::Function &F);
  /// Runs a check, or waits while other threads go on.
  bool isWaiting(const llvm::Function &F);
};

/// A class's copy or move that the compiler wrote, member by member, asked for by
/// "= default" or not, or one that #[derive] wrote: its line, if any, is of the class, and says nothing. So does
/// that of a clone by hand that does no more than clone.
bool copiesMembers(const llvm::Function &F);
/// A function of this path may be such a one where it is defined.
bool mayCopyMembers(llvm::StringRef Path);
/// Names of fields that are private to this crate say nothing to its users.
bool keepsFieldsPrivate(llvm::StringRef Crate);
/// The module is of a crate that cargo has fetched, as debug info has it.
bool isFetched(const llvm::Module &M);
bool isLibraryNamespace(llvm::StringRef Root);
/// Is the type or namespace declared in a library's namespace?
bool isLibraryScope(const llvm::DIScope *Scope);
/// Absolute path of a file as debug info has it; empty: none.
std::string pathOf(const llvm::DIFile *File);
/// Names of the scopes around and including \p Scope joined by "::", without
/// arguments of the enclosing ones.
std::string qualifiedName(const llvm::DIScope *Scope);

} // namespace refsan

#endif // REFSAN_PLUGIN_NAMES_LIBRARYCODE_H
