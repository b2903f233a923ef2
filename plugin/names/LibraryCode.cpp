//===- LibraryCode.cpp - whose code is it ---------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "names/LibraryCode.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace refsan {

bool isLibraryNamespace(StringRef Root) {
#define REFSAN_LIBRARY_NAMESPACE(Name)                                                                                 \
  if (Root == Name)                                                                                                    \
    return true;
#include "tables/LibraryCode.def"
  return false;
}

static bool isLibraryPath(StringRef Path) {
#define REFSAN_LIBRARY_PATH(Text)                                                                                      \
  if (Path.contains(Text))                                                                                             \
    return true;
#include "tables/LibraryCode.def"
  return false;
}

static bool isFetchedPath(StringRef Path) {
#define REFSAN_FETCHED_PATH(Text)                                                                                      \
  if (Path.contains(Text))                                                                                             \
    return true;
#include "tables/LibraryCode.def"
  return false;
}

bool isFetched(const Module &M) {
  return any_of(M.debug_compile_units(), [](const DICompileUnit *Unit) { return isFetchedPath(Unit->getDirectory()); });
}

bool LibraryCode::isQuiet(StringRef Symbol) {
  static const StringSet<> Quiet = {
#define REFSAN_QUIET_FUNCTION(Name) Name,
#include "tables/LibraryCode.def"
  };
  return Quiet.contains(Symbol);
}

bool LibraryCode::onlyGivesUp(StringRef Path) {
#define REFSAN_GIVES_UP(Row)                                                                                           \
  if (Path == Row)                                                                                                     \
    return true;
#include "tables/LibraryCode.def"
  return false;
}

bool LibraryCode::isExit(const Function &F) {
  if (!F.isDeclaration())
    return false;
  StringRef Path = Names.get(F.getName()).Path;
#define REFSAN_EXIT_FUNCTION(Row)                                                                                      \
  if (Path == Row)                                                                                                     \
    return true;
#include "tables/LibraryCode.def"
  return false;
}

bool LibraryCode::allocatesVirtually(StringRef Path) {
#define REFSAN_VIRTUAL_ALLOCATION(Row)                                                                                 \
  if (Path == Row)                                                                                                     \
    return true;
#include "tables/LibraryCode.def"
  return false;
}

bool LibraryCode::callsMain(const Function &F) {
  StringRef Path = Names.get(F.getName()).Path;
#define REFSAN_MAIN_CALLER(Row)                                                                                        \
  if (Path == Row)                                                                                                     \
    return true;
#include "tables/LibraryCode.def"
  return false;
}

bool LibraryCode::isWaiting(const Function &F) {
  static const StringSet<> Waiting = {
#define REFSAN_WAITING_FUNCTION(Path) Path,
#include "tables/LibraryCode.def"
  };
  return F.isDeclaration() && Waiting.contains(Names.get(F.getName()).Path);
}

std::string pathOf(const DIFile *File) {
  if (!File || File->getFilename().empty())
    return {};
  SmallString<256> Path;
  if (!sys::path::is_absolute(File->getFilename()))
    Path = File->getDirectory();
  sys::path::append(Path, File->getFilename());
  sys::path::remove_dots(Path, /*remove_dot_dot=*/false);
  return std::string(Path);
}

std::string qualifiedName(const DIScope *Scope) {
  std::string Name;
  for (const DIScope *S = Scope; S && !isa<DIFile>(S) && !isa<DICompileUnit>(S); S = S->getScope()) {
    StringRef Part = S->getName();
    if (Part.empty())
      continue;
    std::string Own = S == Scope ? Part.str() : withoutArguments(Part);
    Name = Name.empty() ? Own : Own + "::" + Name;
    // Functions of Rust have their full name in their linkage name only; their
    // scopes are namespaces all the same.
  }
  return Name;
}

bool isLibraryScope(const DIScope *Scope) {
  const DIScope *Outermost = nullptr;
  for (const DIScope *S = Scope; S && !isa<DIFile>(S) && !isa<DICompileUnit>(S); S = S->getScope())
    if (!S->getName().empty())
      Outermost = S;
  // A tuple is nobody's: (alloc::string::String, u8)
  return Outermost && !Outermost->getName().starts_with("(") && isLibraryNamespace(rootOf(Outermost->getName()));
}

bool LibraryCode::isLibrary(const DISubprogram &SP) {
  auto [It, New] = Subprograms.try_emplace(&SP, false);
  if (!New)
    return It->second;
  bool Library = isLibraryPath(pathOf(SP.getFile()));
  // Headers in an unusual place. (Rust's files are always right.)
  if (!Library && SP.getLinkageName().starts_with("_Z"))
    Library = isLibraryNamespace(Names.get(SP.getLinkageName()).Root);
  return Subprograms[&SP] = Library;
}

void LibraryCode::treatAsLibrary(const Function &F) {
  Functions[&F] = true;
  if (const DISubprogram *SP = F.getSubprogram())
    Subprograms[SP] = true;
}

bool LibraryCode::isLibrary(const Function &F) {
  if (const DISubprogram *SP = F.getSubprogram())
    return isLibrary(*SP);
  auto [It, New] = Functions.try_emplace(&F, false);
  if (New)
    It->second = isLibraryNamespace(Names.get(F.getName()).Root);
  return It->second;
}

} // namespace refsan
