//===- child_process_linux.cpp - a helper program -------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See child_process.h. vfork() and posix_spawn() would send SIGCHLD and allocate;
// this is the clone() below them, without an exit signal.
//
//===----------------------------------------------------------------------===//

#include "platform/child_process.h"

#include "base/format.h"
#include "platform/files.h"
#include "platform/memory.h"
#include "platform/process.h"
#include "platform/syscall.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace refsan {
namespace child_process {

struct Launch {
  const char *path;
  const char *const *arguments;
  const char *const *environment;
  int fd;
};

// In the child, which shares our memory but not our descriptors, with all
// signals blocked; they stay so in the program, which SIGKILL ends as well.
[[noreturn]] static void runProgram(void *arg) {
  auto *launch = static_cast<const Launch *>(arg);
  long fd = rawSyscall(SYS_fcntl, launch->fd, F_DUPFD, 3); // ours may be one of the first three
  rawSyscall(SYS_dup3, fd, 0, 0);
  rawSyscall(SYS_dup3, fd, 1, 0);
  long null = rawSyscall(SYS_openat, AT_FDCWD, rawAddress("/dev/null"), O_WRONLY);
  if (null != 2)
    rawSyscall(SYS_dup3, null, 2, 0);
  constexpr long kCloseRange = 436;
  rawSyscall(kCloseRange, 3, 0x7fffffff, 0);
  rawSyscall(SYS_execve, rawAddress(launch->path), rawAddress(launch->arguments), rawAddress(launch->environment));
  endProcess(127);
}

// Runs runProgram() in a child on a stack of its own; returns when it has
// become the program or ended.
static long launchOn(uptr stack_top, Launch &launch) {
  long result;
  register long r10 __asm__("r10") = 0;
  register long r8 __asm__("r8") = 0;
  register void (*function)(void *) __asm__("r12") = runProgram;
  register Launch *argument __asm__("r13") = &launch;
  __asm__ volatile("syscall\n"
                   "testq %%rax, %%rax\n"
                   "jnz 1f\n"
                   "xorl %%ebp, %%ebp\n"
                   "movq %%r13, %%rdi\n"
                   "callq *%%r12\n"
                   "ud2\n"
                   "1:\n"
                   : "=a"(result)
                   : "a"(SYS_clone), "D"(CLONE_VM | CLONE_VFORK), "S"(stack_top), "d"(0), "r"(r10), "r"(r8),
                     "r"(function), "r"(argument)
                   : "rcx", "r11", "memory", "cc");
  return result;
}

// What must not reach the program: it would load us, obey our options, or ask the network.
static bool isKept(StringView variable) {
  static const char *const kDropped[] = {
      "LD_PRELOAD=", "LD_AUDIT=", "REFSAN_OPTIONS=", "REFSAN_RUN_FOLDER=", "DEBUGINFOD_URLS="};
  for (const char *name : kDropped)
    if (startsWith(variable, name))
      return false;
  return true;
}

static const char **cleanEnvironment(usize *bytes) {
  usize count = 0;
  while (environ && environ[count])
    ++count;
  *bytes = (count + 1) * sizeof(char *);
  auto **kept = static_cast<const char **>(mapPages(*bytes));
  usize size = 0;
  for (usize i = 0; kept && i < count; ++i)
    if (isKept(environ[i]))
      kept[size++] = environ[i];
  return kept;
}

static bool isProgram(const char *path) { return rawSyscall(SYS_access, rawAddress(path), X_OK) == 0; }

static bool findInPath(const char *name, char *out, usize size) {
  StringView rest = environmentValue("PATH");
  for (StringView folder; nextPart(rest, ':', folder);) {
    TextBuilder path(out, size);
    path.text(folder).character('/').text(name);
    // No relative folders: the program under test may have gone anywhere.
    if (startsWith(folder, "/") && !path.truncated() && isProgram(out))
      return true;
  }
  return false;
}

} // namespace child_process

bool findProgram(const char *const *names, char *out, usize size) {
  for (; *names; ++names) {
    TextBuilder path(out, size);
    path.text(*names);
    bool found = findChar(*names, '/') != kNotFound ? !path.truncated() && child_process::isProgram(out)
                                                    : child_process::findInPath(*names, out, size);
    if (found)
      return true;
  }
  return false;
}

bool startChild(const char *path, const char *const *arguments, Child &child) {
  constexpr usize kStack = 64 * 1024;
  int fds[2] = {-1, -1};
  usize environment_bytes;
  const char **environment = child_process::cleanEnvironment(&environment_bytes);
  auto *stack = static_cast<char *>(mapPages(kStack));
  bool started = false;
  if (environment && stack &&
      rawSyscall(SYS_socketpair, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, rawAddress(fds)) == 0) {
    child_process::Launch launch = {path, arguments, environment, fds[1]};
    u64 all = ~u64(0), before = 0;
    rawSyscall(SYS_rt_sigprocmask, SIG_SETMASK, rawAddress(&all), rawAddress(&before), 8);
    long pid = child_process::launchOn(reinterpret_cast<uptr>(stack) + kStack, launch);
    rawSyscall(SYS_rt_sigprocmask, SIG_SETMASK, rawAddress(&before), 0, 8);
    closeFile(fds[1]);
    started = pid > 0;
    if (started)
      child = {static_cast<i32>(pid), fds[0]};
    else
      closeFile(fds[0]);
  }
  unmapPages(stack, kStack);
  unmapPages(environment, environment_bytes);
  return started;
}

char *talkToChild(Child &child, const char *input, usize input_size, u64 deadline, usize *size, bool *complete) {
  usize room = 64 * 1024;
  auto *output = static_cast<char *>(mapPages(room));
  *size = 0;
  *complete = false;
  for (u64 now; output && (now = monotonicMs()) < deadline;) {
    pollfd ready = {child.fd, static_cast<short>(POLLIN | (input_size ? POLLOUT : 0)), 0};
    long count = rawSyscall(SYS_poll, rawAddress(&ready), 1, static_cast<long>(deadline - now));
    if (count < 0 && count != -EINTR)
      break;
    if (count <= 0)
      continue;
    if (ready.revents & POLLOUT) {
      long sent = rawSyscall(SYS_sendto, child.fd, rawAddress(input), static_cast<long>(input_size),
                             MSG_NOSIGNAL | MSG_DONTWAIT);
      input += sent > 0 ? sent : 0;
      input_size -= sent > 0 ? static_cast<usize>(sent) : 0;
      if (sent < 0 && sent != -EAGAIN && sent != -EINTR)
        input_size = 0; // it takes no more; there may be answers
      if (input_size == 0)
        rawSyscall(SYS_shutdown, child.fd, SHUT_WR);
    }
    if (!(ready.revents & (POLLIN | POLLHUP | POLLERR)))
      continue;
    if (*size + 1 == room) {
      auto *larger = static_cast<char *>(growPages(output, room, room * 2));
      if (!larger)
        break;
      output = larger;
      room *= 2;
    }
    i64 got = readSome(child.fd, output + *size, room - 1 - *size);
    if (got <= 0) {
      *complete = got == 0;
      break;
    }
    *size += static_cast<usize>(got);
  }
  if (output)
    output[*size] = 0;
  return output;
}

void endChild(Child &child) {
  closeFile(child.fd);
  rawSyscall(SYS_kill, child.pid, SIGKILL); // not reaped yet, so the id is still its own
  long result;
  do
    result = rawSyscall(SYS_wait4, child.pid, 0, __WALL, 0);
  while (result == -EINTR);
  child = Child();
}

} // namespace refsan
