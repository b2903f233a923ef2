//===- Messages.h - what the tool says --------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All of it goes to stderr, a line each, as from the runtime.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_TOOLS_MESSAGES_H
#define REFSAN_TOOLS_MESSAGES_H

#include "base/format.h"
#include "refsan/kinds.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <cstring>
#include <string>

namespace refsan {

// Text as base/format.h writes it, of any length.
struct Message : TextVerbs<Message> {
  std::string Text = "RefSan: ";
  void append(const char *Chars, usize Count) { Text.append(Chars, Count); }
};

// Arguments and names of files stand in it: control characters are written as \x1b.
inline void say(const llvm::Twine &Line) {
  std::string Text = Line.str();
  llvm::errs() << Message().visible({Text.data(), Text.size()}).Text << "\n";
}
inline int code(Exit E) { return static_cast<int>(E); }

// A command was not started: says why, returns the exit status.
inline int sayNotStarted(const char *Command, int Error) {
  say("cannot run '" + llvm::Twine(Command) + "': " + strerror(Error));
  return code(Error == ENOENT ? Exit::NotFound : Exit::CannotRun);
}

// "1 object", "2 objects"
inline std::string count(uint64_t Number, llvm::StringRef Singular, llvm::StringRef Plural) {
  return (llvm::Twine(Number) + " " + (Number == 1 ? Singular : Plural)).str();
}

} // namespace refsan

#endif // REFSAN_TOOLS_MESSAGES_H
