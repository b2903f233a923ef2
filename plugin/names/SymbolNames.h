//===- SymbolNames.h - names out of mangled symbols -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Symbols (Itanium C++ and Rust v0) as the tables and the reports spell them.
// The one place that knows manglings; works without debug info.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_NAMES_SYMBOLNAMES_H
#define REFSAN_PLUGIN_NAMES_SYMBOLNAMES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace llvm {
class Module;
} // namespace llvm

namespace refsan {

struct SymbolName {
  /// For people: demangled, without parameters: "ns::f<int>", "leaky::main".
  std::string Pretty;
  /// For tables: Pretty without template and generic arguments.
  std::string Path;
  /// Outermost namespace or crate the code belongs to; empty: global or C.
  std::string Root;
  /// First argument of the type the function belongs to, as text; empty: none.
  std::string SelfArgument;
  /// The class a C++ constructor belongs to, with its arguments; else empty.
  std::string ConstructedType;
};

class SymbolNames {
  llvm::StringMap<SymbolName> Cache;

public:
  /// The reference stays valid as long as this object.
  const SymbolName &get(llvm::StringRef Symbol);
  /// A destructor of C++'s, or Rust's drop glue: the object at its first argument
  /// is no more behind it.
  bool destroys(llvm::StringRef Symbol);
};

/// One language a module: rustc's have v0 symbols.
bool isRust(const llvm::Module &M);

/// "app::{impl#3}::start" -> "app::start": which block of methods that is, nobody counts.
std::string withoutImpls(llvm::StringRef Path);

/// \p Name without balanced <...> and ABI tags, keeping operators such as operator<<.
std::string withoutArguments(llvm::StringRef Name);
/// The first of the arguments of "path<A, B>" at top level; empty: none.
llvm::StringRef firstArgument(llvm::StringRef Name);
/// The text before the first "::" of a path, references and such skipped.
llvm::StringRef rootOf(llvm::StringRef Path);

} // namespace refsan

#endif // REFSAN_PLUGIN_NAMES_SYMBOLNAMES_H
