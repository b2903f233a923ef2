//===- Command.h - a command and all processes it starts --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a command as a shell would, and waits for what it leaves behind.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_TOOLS_COMMAND_H
#define REFSAN_TOOLS_COMMAND_H

namespace refsan {

struct CommandResult {
  int Error = 0;     // errno: the command was not started
  int Status = 0;    // its exit status, or 128 + the signal that ended it
  bool Left = false; // processes of its still ran when the wait was over
};

// Arguments are null-terminated. While it runs, the terminal's signals are the
// command's business; SIGTERM and SIGHUP are passed on.
CommandResult runCommand(char *const *Arguments, unsigned WaitSeconds);

} // namespace refsan

#endif // REFSAN_TOOLS_COMMAND_H
