//===- unload.cpp - instrumented modules that go ------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An instrumented shared object has a copy of the runtime, which does not serve the
// process (lifecycle.cpp) but for one thing: it says when its object is unloaded.
//
//===----------------------------------------------------------------------===//

#include "entry/lifecycle.h"
#include "platform/modules.h"
#include "record/kept_sites.h"
#include "record/thread_state.h"

// Of the copy that serves the process. Weak: so that it is looked for in the
// process and not in this object first.
extern "C" __attribute__((visibility("default"), weak)) void __refsan_unload(const void *inside) {
  using namespace refsan;
  if (!servesNow())
    return;
  ModuleList modules = listModules();
  if (const Module *module = findModule(modules, reinterpret_cast<uptr>(inside))) {
    keepSitesOf(module->image);
    keepUnloaded(*module);
    forgetMemos();
  }
}

namespace refsan::unload {
static void unloads() {
  if (!servesNow())
    __refsan_unload(reinterpret_cast<const void *>(&unloads));
}
__attribute__((section(".fini_array"), used)) static void (*const finaliser)() = unloads;
} // namespace refsan::unload
