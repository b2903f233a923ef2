//===- DeclaredFunctions.cpp - a module's declared functions --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocols/DeclaredFunctions.h"
#include "names/LibraryCode.h"
#include "protocols/DeclaredProtocols.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

unsigned argumentOf(const Function &F, unsigned I) { return I + F.hasStructRetAttr(); }

// As C++ looks names up: in the namespace of the declaration, then in those around it.
static bool isMeant(StringRef Path, StringRef Name, StringRef Scope) {
  Name.consume_front("::");
  for (;; Scope = Scope.take_front(Scope.rfind("::") == StringRef::npos ? 0 : Scope.rfind("::"))) {
    if (Scope.empty())
      return Path == Name;
    StringRef Rest = Path;
    if (Rest.consume_front(Scope) && Rest.consume_front("::") && Rest == Name)
      return true;
  }
}

// What is wrong with a declaration of this function; empty: nothing.
static std::string mistake(const DeclaredFunction &D, const Function &F) {
  const std::string NoPointer = "expected a function that returns a pointer, " + D.Name + " does not";
  if (D.Argument == ~0u)
    return F.getReturnType()->isPointerTy() ? "" : NoPointer;
  unsigned I = argumentOf(F, D.Argument);
  bool Any = D.Role != DeclaredRole::Ignore && D.Role != DeclaredRole::Make;
  if (Any && I >= F.arg_size())
    return "expected an argument of " + D.Name + " (it has " + utostr(F.arg_size() - argumentOf(F, 0)) + "), found " +
           utostr(D.Argument + 1);
  bool Size = D.Role == DeclaredRole::Allocator;
  if (Any && (Size ? !F.getArg(I)->getType()->isIntegerTy() : !F.getArg(I)->getType()->isPointerTy()))
    return std::string("expected ") + (Size ? "a size" : "a pointer") + ", argument " + utostr(D.Argument + 1) +
           " of " + D.Name + " is none";
  bool Made = Size || D.Role == DeclaredRole::Make;
  return Made && !F.getReturnType()->isPointerTy() ? NoPointer : "";
}

DeclaredFunctions::DeclaredFunctions(Module &M, SymbolNames &Names, TypedefNames &Typedefs)
    : Typedefs(Typedefs), Declared(declaredProtocols(M)) {
  if (Declared.Functions.empty())
    return;
  StringSet<> Last; // components, so that few symbols are looked at
  for (const DeclaredFunction &D : Declared.Functions)
    Last.insert(StringRef(D.Name).substr(StringRef(D.Name).rfind(':') + 1));
  for (const Function &F : M) {
    if (F.isIntrinsic())
      continue;
    StringRef Path = Names.get(F.getName()).Path;
    if (!Last.contains(Path.substr(Path.rfind(':') + 1)) && !Last.contains(F.getName()))
      continue;
    for (const DeclaredFunction &D : Declared.Functions) {
      if (D.Name != F.getName() && !isMeant(Path, D.Name, D.Scope))
        continue;
      if (std::string Wrong = mistake(D, F); !Wrong.empty())
        reportError(M, D.Where + ": " + Wrong);
      else
        Found[&F] = &D;
      break;
    }
  }
}

const DeclaredCount *DeclaredFunctions::count(const DICompositeType &T) const {
  if (Declared.Counts.empty())
    return nullptr;
  StringRef Alias = Typedefs.get(T);
  if (Alias.empty() && T.getName().empty())
    return nullptr; // a part of another struct, whose name is all there is of its path
  std::string Path = Alias.empty() ? withoutArguments(qualifiedName(&T)) : Alias.str();
  for (const DeclaredCount &D : Declared.Counts)
    if (isMeant(Path, D.Type, D.Scope))
      return &D;
  return nullptr;
}

} // namespace refsan
