//===- redirect_linux.cpp - makes a module's functions those of another ---===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/redirect.h"

#include "platform/memory.h"
#include "platform/syscall.h"

#include <fcntl.h>
#include <sys/mman.h>

namespace refsan {

namespace redirects {
// As a debugger writes: whatever the protection, which stays as it is.
static bool writeAsDebugger(uptr at, const void *bytes, usize size) {
  long fd = rawSyscall(SYS_openat, AT_FDCWD, rawAddress("/proc/thread-self/mem"), O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return false;
  long written = rawSyscall(SYS_pwrite64, fd, rawAddress(bytes), static_cast<long>(size), static_cast<long>(at));
  rawSyscall(SYS_close, fd);
  return written == static_cast<long>(size);
}

static bool writeCode(uptr at, const void *bytes, usize size) {
  if (writeAsDebugger(at, bytes, size))
    return true;
  long begin = static_cast<long>(at & ~(kPageSize - 1)), end = static_cast<long>(at + size), length = end - begin;
  if (rawSyscall(SYS_mprotect, begin, length, PROT_READ | PROT_WRITE | PROT_EXEC))
    return false;
  __builtin_memcpy(reinterpret_cast<void *>(at), bytes, size);
  rawSyscall(SYS_mprotect, begin, length, PROT_READ | PROT_EXEC);
  return true;
}
} // namespace redirects

bool redirectFunction(uptr from, uptr to) {
  struct __attribute__((packed)) {
    u8 jump[6] = {0xff, 0x25, 0, 0, 0, 0}; // jmp *0(%rip)
    uptr target;
  } code;
  static_assert(sizeof(code) <= 16, "functions begin at multiples of 16");
  code.target = to;
  return from % 16 == 0 && redirects::writeCode(from, &code, sizeof(code));
}

uptr placeOfThreadLocal(uptr load) {
  const u8 *code = reinterpret_cast<const u8 *>(load);
  constexpr usize kSize = 7; // REX.W 8b /r disp32
  if ((code[0] & 0xfb) != 0x48 || code[1] != 0x8b || (code[2] & 0xc7) != 0x05)
    return 0;
  i32 distance;
  __builtin_memcpy(&distance, code + 3, sizeof(distance));
  return load + kSize + static_cast<uptr>(static_cast<i64>(distance));
}

bool overwriteWord(uptr place, uptr value) { return redirects::writeAsDebugger(place, &value, sizeof(value)); }

} // namespace refsan
