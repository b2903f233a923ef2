//===- DeclaredProtocols.cpp - where protocols are declared ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocols/DeclaredProtocols.h"
#include "names/SymbolNames.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"
#include <cstdlib>

using namespace llvm;

namespace refsan {

constexpr StringRef Section = "refsan_protocols", Annotation = "refsan:";

// Adds a file's declarations; returns what is wrong with it, or an empty text.
static std::string readFile(StringRef Path, Protocols &Out) {
  auto File = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!File)
    return ("cannot read the protocol file " + Path + ": " + File.getError().message()).str();
  return parseProtocols((*File)->getBuffer(), {Path.str(), 1, ""}, Out);
}

namespace {
// The command line's own errors are the compiler's for any option: no code is
// compiled by half of a protocol.
struct FileParser : cl::parser<std::string> {
  using cl::parser<std::string>::parser;
  bool parse(cl::Option &O, StringRef, StringRef Path, std::string &Value) {
    Protocols Ignored;
    std::string Error = readFile(Path, Ignored);
    if (!Error.empty())
      return O.error(Error);
    Value = Path.str();
    return false;
  }
};
} // namespace

static cl::list<std::string, bool, FileParser>
    Files("refsan-protocols", cl::desc("RefSan: a file that declares reference counts and allocators"),
          cl::value_desc("file"));

void reportError(const Module &M, const Twine &Message) {
  M.getContext().diagnose(DiagnosticInfoGeneric(Message, DS_Error));
}

// Each file at its first use by a module: a compiler may work on many.
static const Protocols &fromFiles() {
  static const Protocols All = [] {
    Protocols Read;
    std::string Error;
    for (const std::string &Path : Files)
      if (Error.empty())
        Error = readFile(Path, Read);
    const char *Variable = Files.empty() ? std::getenv("REFSAN_PROTOCOLS") : nullptr;
    if (Variable && *Variable)
      Error = readFile(Variable, Read);
    if (!Error.empty())
      report_fatal_error(Twine(Error), /*gen_crash_diag=*/false);
    return Read;
  }();
  return All;
}

// "retain obj_ref 1 # file:line", as the macros have it; the name of the variable
// tells the namespace.
static void readMacro(const GlobalVariable &Var, Module &M, Protocols &Out) {
  const auto *Data = dyn_cast<ConstantDataSequential>(Var.getInitializer());
  if (!Data || !Data->isCString())
    return;
  auto [Text, Place] = Data->getAsCString().rsplit(" # ");
  auto [File, Number] = Place.rsplit(':');
  ProtocolOrigin From = {File.str(), 0, ""};
  Number.getAsInteger(10, From.FirstLine);
  SymbolNames Names;
  StringRef Path = Names.get(Var.getName()).Path;
  if (size_t Colons = Path.rfind("::"); Colons != StringRef::npos)
    From.Scope = Path.take_front(Colons).str();
  if (std::string Error = parseProtocols(Text, From, Out); !Error.empty())
    reportError(M, Error);
}

static void takeMacros(Module &M, Protocols &Out) {
  SmallVector<GlobalVariable *, 4> Found;
  for (GlobalVariable &Var : M.globals())
    if (Var.getSection() == Section && Var.hasInitializer())
      Found.push_back(&Var);
  for (GlobalVariable *Var : Found)
    readMacro(*Var, M, Out);
  removeFromUsedLists(M, [&](Constant *C) {
    const auto *Var = dyn_cast<GlobalVariable>(C->stripPointerCasts());
    return Var && Var->getSection() == Section;
  });
  for (GlobalVariable *Var : Found) {
    Var->removeDeadConstantUsers();
    if (Var->use_empty())
      Var->eraseFromParent();
  }
}

static StringRef textOf(const Constant *C) {
  const auto *Var = dyn_cast<GlobalVariable>(C->stripPointerCasts());
  const auto *Data = Var && Var->hasInitializer() ? dyn_cast<ConstantDataSequential>(Var->getInitializer()) : nullptr;
  return Data && Data->isCString() ? Data->getAsCString() : StringRef();
}

// {function, text, file, line, ...}: "refsan: retain 1" on a function's declaration.
static void readAnnotations(Module &M, Protocols &Out) {
  const GlobalVariable *All = M.getNamedGlobal("llvm.global.annotations");
  const auto *Rows = All && All->hasInitializer() ? dyn_cast<ConstantArray>(All->getInitializer()) : nullptr;
  if (!Rows)
    return;
  for (const Use &Row : Rows->operands()) {
    const auto *Entry = dyn_cast<ConstantStruct>(Row);
    if (!Entry || Entry->getNumOperands() < 4)
      continue;
    const auto *F = dyn_cast<Function>(Entry->getOperand(0)->stripPointerCasts());
    StringRef Text = textOf(Entry->getOperand(1));
    if (!F || !Text.consume_front(Annotation))
      continue;
    auto [Word, Rest] = Text.ltrim().split(' ');
    ProtocolOrigin From = {textOf(Entry->getOperand(2)).str(), 0, ""};
    if (const auto *Line = dyn_cast<ConstantInt>(Entry->getOperand(3)))
      From.FirstLine = Line->getZExtValue();
    std::string Full = (Word + " " + F->getName() + " " + Rest).str();
    if (std::string Error = parseProtocols(Full, From, Out); !Error.empty())
      reportError(M, Error);
  }
}

Protocols declaredProtocols(Module &M) {
  Protocols Out = fromFiles();
  takeMacros(M, Out);
  readAnnotations(M, Out);
  return Out;
}

} // namespace refsan
