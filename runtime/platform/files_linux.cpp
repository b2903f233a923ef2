//===- files_linux.cpp - files on Linux -----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See files.h.
//
//===----------------------------------------------------------------------===//

#include "platform/files.h"

#include "base/format.h"
#include "base/strings.h"
#include "platform/process.h"
#include "platform/syscall.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>

namespace refsan {

int openForReading(const char *path) {
  return static_cast<int>(rawSyscall(SYS_openat, AT_FDCWD, rawAddress(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
}

bool descriptorsRanOut() {
  int fd = openForReading("/");
  if (fd >= 0)
    closeFile(fd);
  return fd == -EMFILE || fd == -ENFILE;
}

bool awaitInput(int fd, u32 deadline_ms) {
  pollfd ready = {fd, POLLIN, 0};
  u64 now = monotonicMs(), deadline = now + deadline_ms;
  for (long count; now < deadline; now = monotonicMs())
    if ((count = rawSyscall(SYS_poll, rawAddress(&ready), 1, static_cast<long>(deadline - now))) != -EINTR)
      return count > 0;
  return false;
}

u64 fileOf(int fd) {
  struct stat file;
  if (rawSyscall(SYS_fstat, fd, rawAddress(&file)) != 0)
    return 0;
  constexpr unsigned kDevice = 40; // inode numbers are small
  return static_cast<u64>(file.st_ino) ^ static_cast<u64>(file.st_dev) << kDevice;
}

int raiseDescriptor(int fd, int least) {
  long higher = rawSyscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, least);
  if (higher < 0)
    return fd;
  closeFile(fd);
  return static_cast<int>(higher);
}

// Whether the file is not safe to write to because anybody could have put it
// there: in a directory that all may write to, another user's, or one that has another
// name too (somebody's link to a file of ours).
static bool isPlanted(int fd, const char *path) {
  char directory[4096];
  TextBuilder text(directory, sizeof(directory));
  usize slash = findLastChar(path, '/');
  text.text(slash == kNotFound ? StringView(".") : StringView(path).from(0, slash + 1));
  struct stat around, file;
  if (text.truncated() || rawSyscall(SYS_stat, rawAddress(directory), rawAddress(&around)) != 0 ||
      rawSyscall(SYS_fstat, fd, rawAddress(&file)) != 0)
    return true;
  auto self = static_cast<uid_t>(rawSyscall(SYS_geteuid));
  return (around.st_mode & S_IWOTH) && ((file.st_uid != self && file.st_uid != 0) || file.st_nlink > 1);
}

int openForReport(const char *path, bool emptied) {
  // Not blocking: nobody may be reading from what is a pipe.
  long flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  int fd = static_cast<int>(rawSyscall(SYS_openat, AT_FDCWD, rawAddress(path), flags, 0666));
  if (fd >= 0 && isPlanted(fd, path)) {
    closeFile(fd);
    return -EEXIST;
  }
  if (fd >= 0 && emptied)
    rawSyscall(SYS_ftruncate, fd, 0); // fails for what has no length
  return fd;
}

void letAllWrite(int fd) { rawSyscall(SYS_fchmod, fd, 0666); }

int openNew(const char *path) {
  long flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  return static_cast<int>(rawSyscall(SYS_openat, AT_FDCWD, rawAddress(path), flags, 0666));
}

int renameFile(const char *from, const char *to) {
  return static_cast<int>(-rawSyscall(SYS_renameat, AT_FDCWD, rawAddress(from), AT_FDCWD, rawAddress(to)));
}

int removeFile(const char *path) { return static_cast<int>(-rawSyscall(SYS_unlinkat, AT_FDCWD, rawAddress(path), 0)); }

bool isSymbolicLink(const char *path) {
  char target[1];
  return rawSyscall(SYS_readlinkat, AT_FDCWD, rawAddress(path), rawAddress(target), 1) >= 0;
}

int lockDirectory(const char *path, u32 deadline_ms) {
  int fd = static_cast<int>(rawSyscall(SYS_openat, AT_FDCWD, rawAddress(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd < 0)
    return fd;
  for (u32 waited = 0;; ++waited) {
    long error = -rawSyscall(SYS_flock, fd, LOCK_EX | LOCK_NB);
    if (error == 0)
      return fd;
    if ((error != EWOULDBLOCK && error != EINTR) || waited >= deadline_ms) {
      closeFile(fd);
      return static_cast<int>(-error);
    }
    timespec pause = {0, 1000000};
    rawSyscall(SYS_nanosleep, rawAddress(&pause), 0);
  }
}

void closeFile(int fd) { rawSyscall(SYS_close, fd); }

static int writeWhole(int fd, const char *data, usize size) {
  while (size > 0) {
    long done = rawSyscall(SYS_write, fd, rawAddress(data), static_cast<long>(size));
    if (done == -EAGAIN) { // a pipe or terminal that somebody made non-blocking
      pollfd ready = {fd, POLLOUT, 0};
      rawSyscall(SYS_poll, rawAddress(&ready), 1, -1);
    } else if (done < 0 && done != -EINTR) {
      return static_cast<int>(-done);
    } else if (done > 0) {
      data += done;
      size -= static_cast<usize>(done);
    }
  }
  return 0;
}

// The kernel's set. Their signals would end the program for the report's sake.
static constexpr u64 kWriteSignals = u64(1) << (SIGPIPE - 1) | u64(1) << (SIGXFSZ - 1);

int writeAll(int fd, const char *data, usize size) {
  u64 before = 0;
  rawSyscall(SYS_rt_sigprocmask, SIG_BLOCK, rawAddress(&kWriteSignals), rawAddress(&before), sizeof before);
  int error = writeWhole(fd, data, size);
  timespec now = {};
  if (error == EPIPE || error == EFBIG)
    while (rawSyscall(SYS_rt_sigtimedwait, rawAddress(&kWriteSignals), 0, rawAddress(&now), sizeof before) > 0) {
    }
  rawSyscall(SYS_rt_sigprocmask, SIG_SETMASK, rawAddress(&before), 0, sizeof before);
  return error;
}

i64 readSome(int fd, char *data, usize size) {
  long got;
  do
    got = rawSyscall(SYS_read, fd, rawAddress(data), static_cast<long>(size));
  while (got == -EINTR);
  return got;
}

i64 readFile(const char *path, char *data, usize size) {
  int fd = openForReading(path);
  if (fd < 0)
    return fd;
  usize total = 0;
  i64 got = 0;
  while (total < size && (got = readSome(fd, data + total, size - total)) > 0)
    total += static_cast<usize>(got);
  closeFile(fd);
  return got < 0 ? got : static_cast<i64>(total);
}

bool isTerminal(int fd) {
  struct {
    termios settings;
    char more[64]; // the kernel's struct is smaller than libc's; never larger
  } buffer = {};
  return rawSyscall(SYS_ioctl, fd, TCGETS, rawAddress(&buffer)) == 0;
}

} // namespace refsan
