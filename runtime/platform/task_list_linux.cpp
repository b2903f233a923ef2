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

namespace refsan {
namespace task_list {

// struct linux_dirent64.
constexpr usize kLengthAt = 16, kNameAt = 19;

// Contents of /proc/self/task/TID/NAME; empty: gone or forbidden.
static StringView readTaskFile(i32 tid, const char *name, char *buffer, usize size) {
  char path[64];
  TextBuilder text(path, sizeof(path));
  text.text("/proc/self/task/").signedDecimal(tid).character('/').text(name);
  i64 got = readFile(path, buffer, size);
  return got > 0 ? StringView(buffer, static_cast<usize>(got)) : StringView();
}

} // namespace task_list

bool forEachTask(void (*visit)(i32 tid, void *arg), void *arg) {
  long flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  long fd = rawSyscall(SYS_openat, AT_FDCWD, rawAddress("/proc/self/task"), flags);
  if (fd < 0)
    return false;
  alignas(8) char buffer[2048];
  long got;
  while ((got = rawSyscall(SYS_getdents64, fd, rawAddress(buffer), sizeof(buffer))) > 0)
    for (long at = 0; at < got;) {
      u16 length;
      __builtin_memcpy(&length, buffer + at + task_list::kLengthAt, sizeof(length));
      u64 tid;
      if (parseUnsigned(buffer + at + task_list::kNameAt, tid))
        visit(static_cast<i32>(tid), arg);
      at += length;
    }
  closeFile(static_cast<int>(fd));
  return got == 0;
}

bool taskIsGone(i32 tid) {
  char buffer[128];
  StringView stat = task_list::readTaskFile(tid, "stat", buffer, sizeof(buffer));
  usize name_end = findLastChar(stat, ')'); // "123 (name) S ..."
  if (name_end == kNotFound || name_end + 2 >= stat.size)
    return true;
  char state = stat[name_end + 2];
  return state == 'Z' || state == 'X' || state == 'x';
}

uptr taskStackPointer(i32 tid) {
  char buffer[256]; // "number arguments... sp pc", "-1 sp pc" or "running"
  StringView rest = trim(task_list::readTaskFile(tid, "syscall", buffer, sizeof(buffer)));
  StringView field, last, before;
  while (nextPart(rest, ' ', field)) {
    before = last;
    last = field;
  }
  u64 sp;
  return startsWith(before, "0x") && parseHex(before.from(2), sp) ? sp : 0;
}

} // namespace refsan
