//===- Run.cpp - refsan run -----------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A command with the gate closed: every process that it starts and that carries
// the runtime leaves a document; what they say together is the exit status.
//
//===----------------------------------------------------------------------===//

#include "Run.h"
#include "Command.h"
#include "Documents.h"
#include "Messages.h"
#include "Prefix.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>

using namespace llvm;

namespace refsan {

const char RunUsage[] =
    "refsan run [--json FILE] [--preload] [--wait SECONDS] [--] COMMAND [ARGUMENT]...\n"
    "  Runs the command and fails if it or a process that it started leaked, or if none could be checked.\n"
    "  --json FILE      write the documents of all processes to FILE, as a JSON array; - is stdout\n"
    "  --preload        for instrumented libraries in programs that are not: load the runtime into every process\n"
    "  --wait SECONDS   how long to wait for processes that the command left behind (2)\n";

namespace {

struct Settings {
  std::string Json;
  bool Preload = false;
  unsigned Wait = 2;
  char **Command = nullptr;
};

bool parse(char **Arguments, Settings &S) {
  for (; *Arguments && StringRef(*Arguments).starts_with("-"); ++Arguments) {
    StringRef Name, Value;
    std::tie(Name, Value) = StringRef(*Arguments).split('=');
    if (Name == "--") {
      ++Arguments;
      break;
    }
    if (*Arguments == StringRef("--preload")) {
      S.Preload = true;
      continue;
    }
    bool Known = Name == "--json" || Name == "--wait";
    if (Known && !StringRef(*Arguments).contains('=') && Arguments[1])
      Value = *++Arguments;
    if (!Known || Value.empty() || (Name == "--wait" && Value.getAsInteger(10, S.Wait))) {
      say("wrong argument '" + Twine(*Arguments) + "'");
      return false;
    }
    if (Name == "--json")
      S.Json = Value.str();
  }
  S.Command = Arguments;
  if (!*Arguments)
    say("no command to run");
  return *Arguments;
}

// Where processes leave their documents, also those that became another user's, or no user's, meanwhile: all may
// write there who know its name, which nobody can read outside of it.
std::error_code makeFolder(SmallString<128> &Outside, SmallString<128> &Folder) {
  if (std::error_code Error = sys::fs::createUniqueDirectory("refsan", Outside))
    return Error;
  SmallString<128> Model(Outside);
  sys::path::append(Model, "%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%");
  sys::fs::createUniquePath(Model, Folder, /*MakeAbsolute=*/false);
  if (std::error_code Error = sys::fs::create_directory(Folder))
    return Error;
  using enum sys::fs::perms;
  if (std::error_code Error =
          sys::fs::setPermissions(Folder, owner_all | group_write | group_exe | others_write | others_exe))
    return Error;
  return sys::fs::setPermissions(Outside, owner_all | group_exe | others_exe);
}

// Of a run inside of a run: the outer one shall know.
void handOver(StringRef Folder, StringRef Outer) {
  std::error_code Error;
  for (sys::fs::directory_iterator It(Folder, Error), End; It != End && !Error; It.increment(Error)) {
    // Process ids may come again.
    SmallString<128> Model(Outer);
    StringRef Stem = sys::path::stem(It->path());
    sys::path::append(Model, Stem.split('-').first + "-%%%%%%%%.json");
    SmallString<128> To;
    sys::fs::createUniquePath(Model, To, /*MakeAbsolute=*/false);
    sys::fs::copy_file(It->path(), To);
  }
}

// As it is: a device, or a pipe, which is not waited for until somebody reads it.
std::error_code writeTo(StringRef File, function_ref<Error(raw_ostream &)> Write) {
  int Descriptor = open(File.str().c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  if (Descriptor < 0)
    return std::error_code(errno, std::generic_category());
  fcntl(Descriptor, F_SETFL, 0); // the reader may be slow
  raw_fd_ostream Out(Descriptor, /*shouldClose=*/true);
  cantFail(Write(Out));
  Out.close();
  std::error_code Failed = Out.error();
  Out.clear_error();
  return Failed;
}

bool writeJson(StringRef File, const std::vector<std::string> &Documents) {
  auto Write = [&](raw_ostream &Out) -> Error {
    Out << "[";
    for (size_t I = 0; I < Documents.size(); ++I)
      Out << (I ? ",\n" : "\n") << Documents[I];
    Out << "\n]\n";
    return Error::success();
  };
  if (File == "-") {
    cantFail(Write(outs()));
    outs().flush();
    return !outs().has_error();
  }
  std::error_code Failed;
  sys::fs::file_status Status;
  bool Special = !sys::fs::status(File, Status) && Status.type() != sys::fs::file_type::regular_file;
  if (Special) {
    Failed = writeTo(File, Write);
  } else {
    Failed = errorToErrorCode(writeToOutput(File, Write)); // a temporary file, then renamed
  }
  if (Failed)
    say("cannot write '" + File + "': " + (Failed.value() == ENXIO ? "nobody reads from this pipe" : Failed.message()));
  return !Failed;
}

void summarize(const Documents &D) {
  std::string Line = count(D.Checked, "process was checked", "processes were checked");
  if (D.Findings)
    Line += ": " + count(D.Findings, "finding", "findings") + " in " + std::to_string(D.Leaking) + " of them (" +
            count(D.Objects, "object", "objects") + ", " + count(D.Bytes, "byte", "bytes") + ")";
  else if (D.Checked)
    Line += ": no leaks";
  say(Line);
  if (D.Unchecked)
    say(count(D.Unchecked, "process", "processes") + " with RefSan ended without a check: by a signal, _exit or exec");
}

bool preload() {
  SmallString<128> Runtime = pathInPrefix("lib/librefsan_rt.so");
  const char *Before = getenv("LD_PRELOAD");
  if (!sys::fs::exists(Runtime)) {
    say("there is no '" + Twine(Runtime) + "' to preload");
    return false;
  }
  std::string All = (Twine(Runtime) + (Before && *Before ? ":" : "") + (Before ? Before : "")).str();
  setenv("LD_PRELOAD", All.c_str(), 1);
  return true;
}

// A command that failed may never have come to the program: a build that broke, a script that stopped.
void sayNothingCarried(int Status, bool Left) {
  StringRef Ask = "was the program built with refsan.cfg or refsan.rustc, and did it get its environment?";
  if (Left)
    say("no process of the command that has ended carried RefSan, and others still run (--wait waits longer)");
  else if (Status)
    say("the command ended with " + Twine(Status) + ", and no process of it carried RefSan: nothing was checked. " +
        "If it failed before the program ran, mend that first; if not, " + Ask);
  else
    say("no process of the command carried RefSan: " + Ask);
}

int verdict(const Documents &D, const CommandResult &Command) {
  if (!D.Damaged.empty()) {
    say("'" + Twine(sys::path::filename(D.Damaged)) + "' is no document of RefSan's: its process died while it wrote");
    return code(Exit::CheckFailed);
  }
  if (!D.Processes) {
    sayNothingCarried(Command.Status, Command.Left);
    return code(Exit::NothingChecked);
  }
  summarize(D);
  if (Command.Left)
    say("processes of the command still run; their reports are missing (--wait waits longer)");
  if (Command.Status)
    return Command.Status;
  if (D.Failure)
    return D.Failure;
  if (D.Checked)
    return 0;
  say("nothing was checked");
  return code(Exit::NothingChecked);
}

} // namespace

int runMain(char **Arguments) {
  Settings S;
  if (!parse(Arguments, S)) {
    errs() << RunUsage;
    return code(Exit::Usage);
  }
  if (S.Preload && !preload())
    return code(Exit::CannotRun);
  SmallString<128> Outside, Folder;
  if (std::error_code Error = makeFolder(Outside, Folder)) {
    say("cannot make a folder for reports: " + Error.message());
    return code(Exit::CheckFailed);
  }
  const char *OuterVariable = getenv(kRunFolderVariable);
  std::string Outer = OuterVariable ? OuterVariable : "";
  // A variable of its own: the command may set REFSAN_OPTIONS for its processes.
  setenv(kRunFolderVariable, Folder.c_str(), 1);
  CommandResult Command = runCommand(S.Command, S.Wait);
  int Code;
  if (Command.Error) {
    Code = sayNotStarted(S.Command[0], Command.Error);
  } else {
    Documents D = readDocuments(Folder);
    Code = verdict(D, Command);
    if (!Outer.empty())
      handOver(Folder, Outer);
    if (!S.Json.empty() && !writeJson(S.Json, D.All))
      Code = code(Exit::BadConfig);
  }
  sys::fs::remove_directories(Outside);
  return Code;
}

} // namespace refsan
