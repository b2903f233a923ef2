//===- task_list_linux.cpp - the threads that the kernel knows ------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See task_list.h.
//
//===----------------------------------------------------------------------===//

#include "platform/task_list.h"

#include "base/format.h"
#include "platform/files.h"
#include "platform/syscall.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace refsan {
namespace task_list {

// struct linux_dirent64.
constexpr usize kLengthAt = 16, kNameAt = 19;

// Contents of /proc/self/task/NUMBER/NAME; empty: gone or forbidden.
static StringView readTaskFile(i32 number, const char *name, char *buffer, usize size) {
  char path[64];
  TextBuilder text(path, sizeof(path));
  text.text("/proc/self/task/").signedDecimal(number).character('/').text(name);
  i64 got = readFile(path, buffer, size);
  return got > 0 ? StringView(buffer, static_cast<usize>(got)) : StringView();
}

// In a namespace of its own the process may see the /proc of another, where its
// threads have other numbers than the ones that system calls take.
static bool numbersAreForeign() {
  char link[32];
  long size = rawSyscall(SYS_readlinkat, AT_FDCWD, rawAddress("/proc/self"), rawAddress(link), sizeof(link));
  u64 number;
  return size > 0 && parseUnsigned({link, static_cast<usize>(size)}, number) &&
         static_cast<long>(number) != rawSyscall(SYS_getpid);
}

// What system calls know the thread as: the last number of "NSpid:\t100\t1\n". 0: gone.
static i32 innermostNumber(i32 number) {
  char buffer[2048];
  StringView rest = readTaskFile(number, "status", buffer, sizeof(buffer)), line;
  while (nextPart(rest, '\n', line)) {
    if (!startsWith(line, "NSpid:"))
      continue;
    u64 value;
    return parseUnsigned(line.from(findLastChar(line, '\t') + 1), value) ? static_cast<i32>(value) : 0;
  }
  return 0;
}

static bool forEachNumber(bool (*visit)(i32 number, void *arg), void *arg);

// The number of the thread in /proc; 0: it is not there.
static i32 numberOf(i32 tid) {
  if (!numbersAreForeign())
    return tid;
  struct Search {
    i32 tid, found;
  } search = {tid, 0};
  forEachNumber(
      [](i32 number, void *arg) {
        auto *search = static_cast<Search *>(arg);
        search->found = innermostNumber(number) == search->tid ? number : 0;
        return search->found == 0;
      },
      &search);
  return search.found;
}

// False: they cannot be listed.
static bool forEachNumber(bool (*visit)(i32 number, void *arg), void *arg) {
  long flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  long fd = rawSyscall(SYS_openat, AT_FDCWD, rawAddress("/proc/self/task"), flags);
  if (fd < 0)
    return false;
  alignas(8) char buffer[2048];
  long got;
  bool wanted = true;
  while (wanted && (got = rawSyscall(SYS_getdents64, fd, rawAddress(buffer), sizeof(buffer))) > 0)
    for (long at = 0; wanted && at < got;) {
      u16 length;
      __builtin_memcpy(&length, buffer + at + kLengthAt, sizeof(length));
      u64 number;
      if (parseUnsigned(buffer + at + kNameAt, number))
        wanted = visit(static_cast<i32>(number), arg);
      at += length;
    }
  closeFile(static_cast<int>(fd));
  return !wanted || got == 0;
}

} // namespace task_list

bool forEachTask(void (*visit)(i32 tid, void *arg), void *arg) {
  struct Visit {
    void (*visit)(i32 tid, void *arg);
    void *arg;
    bool foreign;
  } each = {visit, arg, task_list::numbersAreForeign()};
  return task_list::forEachNumber(
      [](i32 number, void *arg) {
        auto *each = static_cast<Visit *>(arg);
        if (i32 tid = each->foreign ? task_list::innermostNumber(number) : number)
          each->visit(tid, each->arg);
        return true;
      },
      &each);
}

usize taskCount() {
  struct stat folder;
  constexpr usize kOwnLinks = 2; // "." and ".."
  if (rawSyscall(SYS_newfstatat, AT_FDCWD, rawAddress("/proc/self/task"), rawAddress(&folder), 0) != 0)
    return 0;
  return folder.st_nlink > kOwnLinks ? folder.st_nlink - kOwnLinks : 0;
}

// Of its "stat"; 0: it is not there.
static char taskState(i32 tid) {
  char buffer[128];
  StringView stat = task_list::readTaskFile(task_list::numberOf(tid), "stat", buffer, sizeof(buffer));
  usize name_end = findLastChar(stat, ')'); // "123 (name) S ..."
  return name_end == kNotFound || name_end + 2 >= stat.size ? '\0' : stat[name_end + 2];
}

bool taskIsGone(i32 tid) {
  char state = taskState(tid);
  return state == '\0' || state == 'Z' || state == 'X' || state == 'x';
}

bool taskRuns(i32 tid) {
  char state = taskState(tid);
  return state == 'R' || state == 't';
}

uptr taskStackPointer(i32 tid) {
  char buffer[256]; // "number arguments... sp pc", "-1 sp pc" or "running"
  StringView rest = trim(task_list::readTaskFile(task_list::numberOf(tid), "syscall", buffer, sizeof(buffer)));
  StringView field, last, before;
  while (nextPart(rest, ' ', field)) {
    before = last;
    last = field;
  }
  u64 sp;
  return startsWith(before, "0x") && parseHex(before.from(2), sp) ? sp : 0;
}

} // namespace refsan
