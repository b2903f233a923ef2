//===- default_new.cpp - is operator new the C++ library's own? -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/default_new.h"

#include "base/strings.h"
#include "platform/code_owner.h"

namespace refsan {

void *default_new[2];

static bool isOfCxxLibrary(void *fn) {
  StringView path = pathOfCode(reinterpret_cast<uptr>(fn));
  usize slash = findLastChar(path, '/');
  StringView name = path.from(slash == kNotFound ? 0 : slash + 1);
  return startsWith(name, "libstdc++.so") || startsWith(name, "libc++.so") || startsWith(name, "libc++abi.so");
}

void meetNew(void *fn) {
  static void *rejected; // the last one: usually there is but one
  if (isDefaultNew(fn) || fn == __atomic_load_n(&rejected, __ATOMIC_RELAXED))
    return;
  if (!isOfCxxLibrary(fn)) {
    __atomic_store_n(&rejected, fn, __ATOMIC_RELAXED);
    return;
  }
  for (void *&known : default_new) {
    void *none = nullptr;
    if (__atomic_compare_exchange_n(&known, &none, fn, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED) || none == fn)
      return;
  }
}

} // namespace refsan
