//===- modules.h - the executable and shared objects in memory --*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the dynamic loader has mapped. Call before other threads are stopped:
// listing takes the loader's lock. Works in static executables too.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_MODULES_H
#define REFSAN_PLATFORM_MODULES_H

#include "base/ints.h"

namespace refsan {

struct Module {
  char path[512];    // of the file; the executable's is resolved by /proc/self/exe; "[vdso]" etc. for none
  uptr bias;         // add to the file's addresses
  Range image;       // all segments
  Range writable[4]; // PT_LOAD segments with write permission; unused: empty
  u32 tls_id;        // module id in the DTV, 0: no TLS
  usize tls_size;    // bytes of its TLS block
  bool interpreted;  // names the loader that starts it: an executable that is not static
  bool unloaded;     // see keepUnloaded()
};

// A snapshot in pages of its own; stays valid until the next listModules().
struct ModuleList {
  const Module *data = nullptr;
  usize size = 0;
};

ModuleList listModules();

// The module is about to be unloaded: it stays in later lists, with nothing
// writable, as long as nothing else is loaded over it, so that addresses in it keep
// their names. Not in a signal handler.
void keepUnloaded(const Module &module);

// The dynamic loader's module, or null (static executables).
const Module *findLoader(const ModuleList &modules);

// GLib's library of objects, or null.
const Module *findGObject(const ModuleList &modules);

// The module whose image holds p, or null.
const Module *findModule(const ModuleList &modules, uptr p);

} // namespace refsan

#endif // REFSAN_PLATFORM_MODULES_H
