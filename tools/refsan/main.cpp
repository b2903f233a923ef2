//===- main.cpp - the command refsan --------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cargo.h"
#include "Messages.h"
#include "Run.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace refsan;

namespace {

struct Subcommand {
  const char *Name;
  int (*Main)(char **Arguments); // after the name, null-terminated
  const char *Usage;
};
const Subcommand Subcommands[] = {{"run", runMain, RunUsage}, {"cargo", cargoMain, CargoUsage}};

void help(raw_ostream &Out) {
  Out << "refsan " REFSAN_VERSION ": finds leaks and reference cycles\n\n";
  for (const Subcommand &S : Subcommands)
    Out << S.Usage;
  Out << "\nExit status:\n";
#define REFSAN_EXIT(Enum, Code, Meaning) Out << "  " << Code << "  " << Meaning << "\n";
#include "refsan/kinds.def"
  Out << "  otherwise that of the command\n";
}

} // namespace

int main(int Count, char **Arguments) {
  // By its other name it is a subcommand of cargo's, which calls it as cargo-refsan refsan ARGUMENT...
  if (sys::path::filename(Arguments[0]) == "cargo-refsan")
    return cargoMain(Arguments + (Count > 1 && Arguments[1] == StringRef("refsan") ? 2 : 1));
  StringRef Name = Count > 1 ? Arguments[1] : "";
  if (Name == "--help" || Name == "-h" || Name == "help") {
    help(outs());
    return 0;
  }
  if (Name == "--version") {
    outs() << "refsan " REFSAN_VERSION "\n";
    return 0;
  }
  for (const Subcommand &S : Subcommands)
    if (Name == S.Name)
      return S.Main(Arguments + 2);
  if (Count > 1)
    say("'" + Name + "' is no command of refsan's");
  help(errs());
  return code(Exit::Usage);
}
