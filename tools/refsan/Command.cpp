//===- Command.cpp - a command and all processes it starts ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"

#include <cerrno>
#include <csignal>
#include <ctime>
#include <initializer_list>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace refsan {

static volatile sig_atomic_t RunningPid;

static void passOn(int Signal) {
  if (RunningPid > 0)
    kill(static_cast<pid_t>(RunningPid), Signal);
}

static void handle(int Signal, void (*Handler)(int)) {
  struct sigaction Action = {};
  Action.sa_handler = Handler;
  Action.sa_flags = SA_RESTART;
  sigaction(Signal, &Action, nullptr);
}

// With the signals as this process was given them.
static int start(char *const *Arguments, pid_t *Pid) {
  posix_spawnattr_t Attributes;
  posix_spawnattr_init(&Attributes);
  sigset_t Defaults;
  sigemptyset(&Defaults);
  for (int Signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP}) {
    struct sigaction Before;
    sigaction(Signal, nullptr, &Before);
    if (Before.sa_handler != SIG_IGN)
      sigaddset(&Defaults, Signal);
  }
  posix_spawnattr_setsigdefault(&Attributes, &Defaults);
  posix_spawnattr_setflags(&Attributes, POSIX_SPAWN_SETSIGDEF);
  // Before the command runs: what comes for it then must reach it.
  handle(SIGINT, SIG_IGN);
  handle(SIGQUIT, SIG_IGN);
  int Error = posix_spawnp(Pid, Arguments[0], nullptr, &Attributes, Arguments, environ);
  posix_spawnattr_destroy(&Attributes);
  return Error;
}

static int statusOf(int Status) { return WIFSIGNALED(Status) ? 128 + WTERMSIG(Status) : WEXITSTATUS(Status); }

// Reaps what the command left behind, until the deadline. False: some still run.
static bool waitForRest(unsigned Seconds) {
  for (unsigned Waited = 0;; ++Waited) {
    pid_t Pid;
    while ((Pid = waitpid(-1, nullptr, WNOHANG)) > 0) {
    }
    if (Pid < 0)
      return true;
    if (Waited >= Seconds * 100)
      return false;
    timespec Pause = {0, 10'000'000};
    nanosleep(&Pause, nullptr);
  }
}

CommandResult runCommand(char *const *Arguments, unsigned WaitSeconds) {
  CommandResult Result;
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  pid_t Pid;
  Result.Error = start(Arguments, &Pid);
  if (Result.Error)
    return Result;
  RunningPid = Pid;
  handle(SIGTERM, passOn);
  handle(SIGHUP, passOn);
  int Status = 0;
  for (;;) {
    pid_t Ended = waitpid(-1, &Status, 0);
    if (Ended == Pid || (Ended < 0 && errno != EINTR))
      break;
  }
  RunningPid = 0;
  Result.Status = statusOf(Status);
  Result.Left = !waitForRest(WaitSeconds);
  return Result;
}

} // namespace refsan
