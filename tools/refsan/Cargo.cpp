//===- Cargo.cpp - cargo refsan -------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cargo with RefSan's flags for the crates of a program and its tests, and not for build
// scripts and procedural macros, which is what naming the target does. Where
// programs run, refsan run judges them.
//
//===----------------------------------------------------------------------===//

#include "Cargo.h"
#include "Command.h"
#include "Messages.h"
#include "Prefix.h"
#include "Run.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include <cstdlib>
#include <optional>

using namespace llvm;

namespace refsan {

const char CargoUsage[] =
    "refsan cargo [--json FILE] [--wait SECONDS] SUBCOMMAND [ARGUMENT]...\n"
    "cargo refsan [--json FILE] [--wait SECONDS] SUBCOMMAND [ARGUMENT]...\n"
    "  Runs cargo SUBCOMMAND with RefSan in the program and its tests; what runs is judged as by refsan run.\n";

namespace {

// What cargo does then runs nothing that could be judged.
const StringRef BuildOnly[] = {"build",    "b",     "check",   "c",       "clippy", "doc",
                               "d",        "rustc", "rustdoc", "clean",   "fix",    "fetch",
                               "metadata", "tree",  "list",    "archive", "update", "locate-project"};

StringRef variable(const Twine &Name) {
  const char *Value = getenv(Name.str().c_str());
  return Value ? Value : "";
}

struct Rustc {
  std::string Version; // "rustc 1.95.0 (...)"
  std::string Host;    // its target triple
  unsigned Llvm = 0;   // its LLVM's major version
};

// What the rustc that cargo will call says of itself.
std::optional<Rustc> askRustc() {
  StringRef Name = variable("RUSTC").empty() ? "rustc" : variable("RUSTC");
  auto Path = sys::findProgramByName(Name);
  SmallString<128> Said;
  if (!Path || sys::fs::createTemporaryFile("refsan", "txt", Said)) {
    say("cannot run '" + Name + "': " + (Path ? "no temporary file" : Path.getError().message()));
    return std::nullopt;
  }
  std::optional<StringRef> Redirects[] = {std::nullopt, Said.str(), std::nullopt};
  int Status = sys::ExecuteAndWait(*Path, {Name, "-vV"}, std::nullopt, Redirects);
  auto Text = MemoryBuffer::getFile(Said);
  sys::fs::remove(Said);
  if (Status != 0 || !Text) {
    say("'" + Name + " -vV' failed");
    return std::nullopt;
  }
  Rustc R;
  SmallVector<StringRef, 8> Lines;
  (*Text)->getBuffer().split(Lines, '\n');
  R.Version = Lines.front();
  for (StringRef Line : Lines) {
    if (Line.consume_front("host: "))
      R.Host = Line;
    else if (Line.consume_front("LLVM version: "))
      Line.split('.').first.getAsInteger(10, R.Llvm);
  }
  return R;
}

// The argument for rustc, or nothing if it could not work, with the reason told.
std::string flagsFile() {
  SmallString<128> File = pathInPrefix("refsan.rustc"), Plugin = pathInPrefix("lib/RefSan.so");
  auto Text = MemoryBuffer::getFile(File);
  if (!Text)
    say("cannot read '" + Twine(File) + "': " + Text.getError().message());
  else if (StringRef(File).contains(' '))
    say("rustc cannot load a plugin from a path with spaces: " + Twine(Plugin) + "; install RefSan elsewhere");
  else if (!(*Text)->getBuffer().contains(("=" + Plugin + "\n").str()))
    say("'" + Twine(File) +
        "' was written for another folder than it is in now: install RefSan here with cmake --install");
  else
    return ("@" + File).str();
  return "";
}

// Cargo knows the flags, not the plugin: with a new one it has to compile anew.
std::string identity() {
  sys::fs::file_status Status;
  if (sys::fs::status(pathInPrefix("lib/RefSan.so"), Status))
    return "";
  return "-Cmetadata=refsan-" + utohexstr(Status.getLastModificationTime().time_since_epoch().count());
}

// Added where cargo looks first; a variable of the target's goes together with
// what the project's configuration has for this target.
void addFlags(StringRef Name, StringRef Target, ArrayRef<std::string> Flags) {
  std::string Place = ("CARGO_ENCODED_" + Name).str();
  StringRef Separator = "\x1f";
  if (variable(Place).empty()) {
    Separator = " ";
    Place = Name.str();
    if (variable(Place).empty()) {
      Place = "CARGO_TARGET_" + Target.upper() + "_" + Name.str();
      std::replace(Place.begin(), Place.end(), '-', '_');
    }
  }
  std::string All = variable(Place).str();
  for (const std::string &Flag : Flags)
    All += (All.empty() ? "" : Separator).str() + Flag;
  setenv(Place.c_str(), All.c_str(), 1);
}

// The target that the arguments name, up to a --.
StringRef targetOf(ArrayRef<char *> Arguments) {
  for (size_t I = 0; I < Arguments.size() && StringRef(Arguments[I]) != "--"; ++I) {
    StringRef Argument = Arguments[I];
    if (Argument == "--target" && I + 1 < Arguments.size())
      return Arguments[I + 1];
    if (Argument.consume_front("--target="))
      return Argument;
  }
  return "";
}

bool runsSomething(ArrayRef<char *> Words, ArrayRef<char *> Rest) {
  bool Builds = any_of(Words, [](StringRef Word) { return is_contained(BuildOnly, Word); });
  return !Builds && none_of(Rest, [](StringRef Argument) {
    return Argument == "--no-run" || Argument == "--help" || Argument == "-h";
  });
}

int runPlainly(char **Command) {
  CommandResult Result = runCommand(Command, 0);
  return Result.Error ? sayNotStarted(Command[0], Result.Error) : Result.Status;
}

} // namespace

int cargoMain(char **Arguments) {
  std::vector<char *> Command; // of refsan run, then of cargo
  auto Own = [](StringRef Argument) { return is_contained({"--json", "--wait"}, Argument.split('=').first); };
  for (; *Arguments && Own(*Arguments); ++Arguments) {
    Command.push_back(*Arguments);
    if (!StringRef(*Arguments).contains('=') && Arguments[1])
      Command.push_back(*++Arguments);
  }
  StringRef First = *Arguments ? *Arguments : "";
  if (First == "--help" || First == "-h") {
    outs() << CargoUsage;
    return 0;
  }
  if (First.empty() || First.starts_with("-")) {
    say(First.empty() ? Twine("no subcommand of cargo's") : "wrong argument '" + Twine(First) + "'");
    errs() << CargoUsage;
    return code(Exit::Usage);
  }
  std::optional<Rustc> Compiler = askRustc();
  std::string File = Compiler ? flagsFile() : "";
  if (File.empty())
    return code(Exit::CannotRun);
  if (Compiler->Llvm != LLVM_VERSION_MAJOR) {
    say(Compiler->Version + " has LLVM " + Twine(Compiler->Llvm) + ", RefSan's plugin is for LLVM " +
        Twine(LLVM_VERSION_MAJOR) + ": take another toolchain, as by cargo +stable refsan");
    return code(Exit::CannotRun);
  }

  // The words that say what to do; options of cargo's stand behind them.
  size_t Words = First == "nextest" && Arguments[1] ? 2 : 1;
  size_t Size = 0;
  while (Arguments[Size])
    ++Size;
  ArrayRef<char *> All(Arguments, Size), Rest = All.drop_front(Words);
  std::string Target = targetOf(Rest).str(), Cargo = variable("CARGO").empty() ? "cargo" : variable("CARGO").str();
  char Separator[] = "--", Option[] = "--target";
  size_t RunOptions = Command.size();
  Command.push_back(Separator);
  Command.push_back(Cargo.data());
  Command.insert(Command.end(), Arguments, Arguments + Words);
  if (Target.empty()) {
    Target = variable("CARGO_BUILD_TARGET").empty() ? Compiler->Host : variable("CARGO_BUILD_TARGET").str();
    Command.push_back(Option);
    Command.push_back(Target.data());
  }
  Command.insert(Command.end(), Rest.begin(), Rest.end());
  Command.push_back(nullptr);

  addFlags("RUSTFLAGS", Target, {File, identity()});
  addFlags("RUSTDOCFLAGS", Target, {File});
  setenv("RUSTC_BOOTSTRAP", "1", 1);
  return runsSomething(All.take_front(Words), Rest) ? runMain(Command.data())
                                                    : runPlainly(Command.data() + RunOptions + 1);
}

} // namespace refsan
