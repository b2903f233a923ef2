//===- memory_linux.cpp - pages from Linux --------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See memory.h.
//
//===----------------------------------------------------------------------===//

#include "platform/memory.h"

#include "platform/files.h"
#include "platform/syscall.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>

namespace refsan {

constexpr usize kLargePage = 2 << 20;
static usize wholePages(usize bytes) { return (bytes + kPageSize - 1) & ~(kPageSize - 1); }
// The kernel's way to return an error in an address.
static bool isError(long result) { return result < 0 && result > -4096; }

static bool refused;
bool memoryWasRefused() { return __atomic_load_n(&refused, __ATOMIC_RELAXED); }
void noteRefusedMemory() { __atomic_store_n(&refused, true, __ATOMIC_RELAXED); }

static void *pagesOrNull(long result) {
  if (!isError(result))
    return reinterpret_cast<void *>(result);
  noteRefusedMemory();
  return nullptr;
}

static void *map(usize bytes, int protection) {
  if (wholePages(bytes) < bytes)
    return nullptr;
  long result = rawSyscall(SYS_mmap, 0, static_cast<long>(wholePages(bytes)), protection,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return pagesOrNull(result);
}

void *mapPages(usize bytes) { return map(bytes, PROT_READ | PROT_WRITE); }
void *mapSparsePages(usize bytes) {
  void *pages = mapPages(bytes);
  if (pages && bytes >= kLargePage)
    rawSyscall(SYS_madvise, rawAddress(pages), static_cast<long>(wholePages(bytes)), MADV_NOHUGEPAGE);
  return pages;
}
void *reservePages(usize bytes) { return map(bytes, PROT_NONE); }

bool usePages(void *pages, usize bytes) {
  long size = static_cast<long>(wholePages(bytes));
  bool usable = rawSyscall(SYS_mprotect, rawAddress(pages), size, PROT_READ | PROT_WRITE) == 0;
  if (!usable)
    noteRefusedMemory();
  return usable;
}

void unmapPages(void *pages, usize bytes) {
  if (pages && bytes)
    rawSyscall(SYS_munmap, rawAddress(pages), static_cast<long>(wholePages(bytes)));
}

void *growPages(void *pages, usize old_bytes, usize new_bytes) {
  if (!pages)
    return mapPages(new_bytes);
  if (wholePages(new_bytes) < new_bytes)
    return nullptr;
  long result = rawSyscall(SYS_mremap, rawAddress(pages), static_cast<long>(wholePages(old_bytes)),
                           static_cast<long>(wholePages(new_bytes)), MREMAP_MAYMOVE);
  return pagesOrNull(result);
}

void readingAll(const void *pages, usize bytes) {
  constexpr long kPopulateRead = 22; // MADV_POPULATE_READ, Linux 5.14; older kernels refuse it
  rawSyscall(SYS_madvise, rawAddress(pages), static_cast<long>(wholePages(bytes)), kPopulateRead);
}

void preferLargePages(void *pages, usize bytes) {
  uptr begin = (reinterpret_cast<uptr>(pages) + kLargePage - 1) & ~(kLargePage - 1);
  uptr end = (reinterpret_cast<uptr>(pages) + bytes) & ~(kLargePage - 1);
  if (begin < end)
    rawSyscall(SYS_madvise, static_cast<long>(begin), static_cast<long>(end - begin), MADV_HUGEPAGE);
}

// Where process_vm_readv is forbidden: the kernel reads the bytes into a pipe,
// and says EFAULT where we would have died.
static bool readThroughPipe(uptr from, char *to, usize bytes) {
  int pipe[2] = {-1, -1};
  if (rawSyscall(SYS_pipe2, rawAddress(pipe), O_CLOEXEC | O_NONBLOCK) != 0)
    return false;
  bool good = true;
  while (good && bytes > 0) {
    // Up to the end of the page, so that a write is whole or fails.
    usize chunk = kPageSize - from % kPageSize;
    chunk = chunk < bytes ? chunk : bytes;
    long size = static_cast<long>(chunk);
    good = rawSyscall(SYS_write, pipe[1], static_cast<long>(from), size) == size &&
           rawSyscall(SYS_read, pipe[0], rawAddress(to), size) == size;
    from += chunk;
    to += chunk;
    bytes -= chunk;
  }
  rawSyscall(SYS_close, pipe[0]);
  rawSyscall(SYS_close, pipe[1]);
  return good;
}

bool readMemory(uptr from, void *to, usize bytes) {
  char *target = static_cast<char *>(to);
  while (bytes > 0) {
    iovec local = {target, bytes};
    iovec remote = {reinterpret_cast<void *>(from), bytes};
    long self = rawSyscall(SYS_gettid); // by the process's number it fails once the first thread has ended
    long got = rawSyscall(SYS_process_vm_readv, self, rawAddress(&local), 1, rawAddress(&remote), 1, 0);
    if (got == -ENOSYS || got == -EPERM)
      return readThroughPipe(from, target, bytes);
    if (got <= 0)
      return false;
    from += static_cast<usize>(got);
    target += got;
    bytes -= static_cast<usize>(got);
  }
  return true;
}

bool readProtectedMemory(uptr from, void *to, usize bytes) {
  int fd = openForReading("/proc/thread-self/mem");
  if (fd < 0)
    return false;
  long got = rawSyscall(SYS_pread64, fd, rawAddress(to), static_cast<long>(bytes), static_cast<long>(from));
  closeFile(fd);
  return got == static_cast<long>(bytes);
}

} // namespace refsan
