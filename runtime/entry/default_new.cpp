//===- default_new.cpp - is operator new the C++ library's own? -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/default_new.h"

#include "base/strings.h"
#include "platform/code_owner.h"
#include "platform/heap.h"

namespace refsan {

void *default_new[2];

static bool isOfCxxLibrary(void *fn) {
  StringView name = lastOfPath(pathOfCode(reinterpret_cast<uptr>(fn)));
  return startsWith(name, "libstdc++.so") || startsWith(name, "libc++.so") || startsWith(name, "libc++abi.so");
}

static bool own_new_or_delete; // the program has

// `rejected` is the last one that is not: usually there is but one.
static bool isLibrarys(void *fn, void *&rejected) {
  if (fn == __atomic_load_n(&rejected, __ATOMIC_RELAXED))
    return false;
  if (isOfCxxLibrary(fn))
    return true;
  __atomic_store_n(&own_new_or_delete, true, __ATOMIC_RELAXED);
  __atomic_store_n(&rejected, fn, __ATOMIC_RELAXED);
  return false;
}

void meetNew(void *fn) {
  static void *rejected;
  if (isDefaultNew(fn) || !isLibrarys(fn, rejected))
    return;
  for (void *&known : default_new) {
    void *none = nullptr;
    if (__atomic_compare_exchange_n(&known, &none, fn, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED) || none == fn)
      return;
  }
}

void *default_delete[kDeletes];

bool hasOwnNewOrDelete() { return __atomic_load_n(&own_new_or_delete, __ATOMIC_RELAXED); }

bool meetDelete(void *fn) {
  static void *rejected;
  if (!isLibrarys(fn, rejected))
    return false;
  __atomic_store_n(&deleteEntry(fn), fn, __ATOMIC_RELAXED);
  return true;
}

static void *unseen_new;

void noteUnseenNew(void *fn) { __atomic_store_n(&unseen_new, fn, __ATOMIC_RELAXED); }

const char *otherAllocator() {
  // mimalloc has the names by which glibc's is called, too.
  uptr ours = reinterpret_cast<uptr>(&__libc_malloc);
  if (const char *path = pathOfCode(ours);
      path && *path && !startsWith(lastOfPath(path), "libc.") && moduleDefines(ours, "malloc"))
    return path;
  // A pool of the program's own is its business; who has both is an allocator.
  uptr fn = reinterpret_cast<uptr>(__atomic_load_n(&unseen_new, __ATOMIC_RELAXED));
  const char *path = fn ? pathOfCode(fn) : nullptr;
  return path && *path && moduleDefines(fn, "malloc") ? path : nullptr;
}

} // namespace refsan
