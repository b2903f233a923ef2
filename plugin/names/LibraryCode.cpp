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

// The rows of one kind.
#define REFSAN_LIBRARY_NAMESPACE(Name) Name,
static constexpr StringRef LibraryNamespaces[] = {
#include "tables/LibraryCode.def"
};
#define REFSAN_LIBRARY_PATH(Text) Text,
static constexpr StringRef LibraryPaths[] = {
#include "tables/LibraryCode.def"
};
#define REFSAN_LIBRARY_CRATE(Name) Name,
static constexpr StringRef LibraryCrates[] = {
#include "tables/LibraryCode.def"
};
#define REFSAN_WRAPPER_CRATE(Name) Name,
static constexpr StringRef WrapperCrates[] = {
#include "tables/LibraryCode.def"
};
#define REFSAN_FETCHED_PATH(Text, Folders) Text,
static constexpr StringRef FetchedPaths[] = {
#include "refsan/kinds.def"
};
#define REFSAN_GIVES_UP(Path) Path,
static constexpr StringRef GivingUp[] = {
#include "tables/LibraryCode.def"
};
#define REFSAN_EXIT_FUNCTION(Path) Path,
static constexpr StringRef ExitFunctions[] = {
#include "tables/LibraryCode.def"
};
#define REFSAN_VIRTUAL_ALLOCATION(Path) Path,
static constexpr StringRef VirtualAllocations[] = {
#include "tables/LibraryCode.def"
};
#define REFSAN_MAIN_CALLER(Path) Path,
static constexpr StringRef MainCallers[] = {
#include "tables/LibraryCode.def"
};

static bool holdsOneOf(StringRef Path, ArrayRef<StringRef> Texts) {
  return any_of(Texts, [&](StringRef Text) { return Path.contains(Text); });
}

bool isLibraryNamespace(StringRef Root) { return is_contained(LibraryNamespaces, Root); }

bool keepsFieldsPrivate(StringRef Crate) {
  return is_contained(LibraryCrates, Crate) || is_contained(WrapperCrates, Crate);
}

bool isFetched(const Module &M) {
  return any_of(M.debug_compile_units(),
                [](const DICompileUnit *Unit) { return holdsOneOf(Unit->getDirectory(), FetchedPaths); });
}

bool LibraryCode::isQuiet(StringRef Symbol) {
  static const StringSet<> Quiet = {
#define REFSAN_QUIET_FUNCTION(Name) Name,
#include "tables/LibraryCode.def"
  };
  return Quiet.contains(Symbol);
}

bool LibraryCode::onlyGivesUp(StringRef Path) { return is_contained(GivingUp, Path); }

bool LibraryCode::isExit(const Function &F) {
  return F.isDeclaration() && is_contained(ExitFunctions, Names.get(F.getName()).Path);
}

bool LibraryCode::allocatesVirtually(StringRef Path) { return is_contained(VirtualAllocations, Path); }

bool LibraryCode::callsMain(const Function &F) { return is_contained(MainCallers, Names.get(F.getName()).Path); }

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
  bool Library = holdsOneOf(pathOf(SP.getFile()), LibraryPaths);
  StringRef Linkage = SP.getLinkageName();
  // Headers in an unusual place. (Rust's files are always right.)
  if (!Library && Linkage.starts_with("_Z"))
    Library = isLibraryNamespace(Names.get(Linkage).Root);
  else if (!Library && holdsOneOf(pathOf(SP.getFile()), FetchedPaths))
    Library = is_contained(LibraryCrates, Names.get(Linkage).Root);
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
    It->second = isLibraryNamespace(Names.get(F.getName()).Root) ||
                 (F.getName().starts_with("_R") && is_contained(LibraryCrates, Names.get(F.getName()).Root));
  return It->second;
}

} // namespace refsan
