//===- tls_linux.cpp - thread-local storage of any thread -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// forEachTlsRange of threads.h, by glibc's dynamic thread vector: the word behind
// the thread pointer leads to an array of {block, what to free}, one entry a
// module id; entry -1 holds the array's length.
//
//===----------------------------------------------------------------------===//

#include "base/strings.h"
#include "platform/loaded_symbol.h"
#include "platform/memory.h"
#include "platform/modules.h"
#include "platform/thread_control.h"
#include "platform/threads.h"

namespace refsan {
namespace tls {

struct Entry {
  uptr block; // ~0: the thread has none yet
  uptr to_free;
};

// glibc says it to debuggers, in a word of its own.
static usize controlSizeBy(const Module &module) {
  u32 size = 0;
  uptr word = loadedSymbol(module, "_thread_db_sizeof_pthread");
  if (!word || !readMemory(word, &size, sizeof(size)))
    return 0;
  return size >= 512 && size <= 64 * 1024 ? size : 0;
}

} // namespace tls

usize threadControlSize(const ModuleList &modules) {
  static usize size;
  for (usize i = 0; i < modules.size && size == 0; ++i) {
    if (startsWith(lastOfPath(modules.data[i].path), "libc.so"))
      size = tls::controlSizeBy(modules.data[i]);
  }
  if (size == 0 && modules.size > 0)
    size = kUsualThreadControlSize;
  return size > 0 ? size : kUsualThreadControlSize;
}

void forEachTlsRange(uptr thread_pointer, const ModuleList &modules, void (*add)(Range, void *), void *arg) {
  uptr vector;
  tls::Entry length;
  if (!thread_pointer || !readMemory(thread_pointer + sizeof(uptr), &vector, sizeof(vector)))
    return;
  add({thread_pointer, thread_pointer + threadControlSize(modules)}, arg);
  if (!readMemory(vector - sizeof(tls::Entry), &length, sizeof(length)))
    return;
  for (usize i = 0; i < modules.size; ++i) {
    const Module &module = modules.data[i];
    tls::Entry entry;
    if (module.tls_id == 0 || module.tls_size == 0 || module.tls_id > length.block ||
        !readMemory(vector + module.tls_id * sizeof(entry), &entry, sizeof(entry)))
      continue;
    if (entry.block != 0 && entry.block != ~uptr(0))
      add({entry.block, entry.block + module.tls_size}, arg);
  }
}

} // namespace refsan
