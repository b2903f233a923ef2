//===- copies.cpp - which copy of the runtime serves the process ----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/copies.h"

#include "entry/allocation.h"
#include "entry/hooks.h"
#include "entry/lifecycle.h"
#include "entry/log_file.h"
#include "options/options.h"
#include "platform/code_owner.h"
#include "platform/loaded_symbol.h"
#include "platform/modules.h"
#include "platform/process.h"
#include "refsan/kinds.h"

#include <stdlib.h>

namespace refsan {

namespace copies {
// Whether the process's malloc is this copy's. Its address would not tell: in an
// executable that is not position independent it may be that of a jump to it.
static bool ownsMalloc() {
  constexpr usize kSize = 24;
  announce(kSize, kSize, REFSAN_FRAME);
  void *volatile block = malloc(kSize);
  bool ours = thread_locals.announced.block == block && block;
  thread_locals.announced = {};
  free(block);
  return ours;
}

constexpr u32 kMostModules = 256;
static Range modules[kMostModules];
static u32 module_count;

static void remember(const void *inside) {
  ModuleList loaded = listModules();
  const Module *module = findModule(loaded, reinterpret_cast<uptr>(inside));
  u32 place = module ? __atomic_fetch_add(&module_count, 1, __ATOMIC_RELAXED) : kMostModules;
  if (place < kMostModules)
    modules[place] = module->image;
}

static bool isShared() { return isSharedRuntime(pathOfCode(reinterpret_cast<uptr>(&ownsMalloc))); }

// Procedural macros are loaded into the compiler: nobody tests them there.
static bool isBuildTool() {
  constexpr StringView kTools[] = {"rustc", "rustdoc", "clippy-driver"};
  char path[4096];
  StringView name = lastOfPath(StringView(path, executablePath(path, sizeof(path))));
  for (StringView tool : kTools)
    if (name == tool)
      return true;
  return false;
}

constexpr StringView kNobodyServes =
    " is instrumented, the program that loads it is not: leaks are not looked for. To check it, start the "
    "program with LD_PRELOAD=.../lib/librefsan_rt.so, or by refsan run --preload";
constexpr StringView kOtherMalloc = " sees nothing: the program brings a malloc of its own";
constexpr StringView kBoundToItself = " was linked to call its own functions first, and the system does not allow to "
                                      "change that: what it does is not seen";
static void sayUnserved(const void *inside, StringView why) {
  static bool said;
  loadOptions(__refsan_default_options(), __lsan_default_options());
  if (!options().detect_leaks || isBuildTool() || __atomic_exchange_n(&said, true, __ATOMIC_RELAXED))
    return;
  const char *path = pathOfCode(reinterpret_cast<uptr>(inside));
  char text[1024];
  TextBuilder line(text, sizeof(text));
  line.text(path && *path ? path : "a library");
  line.text(why);
  say(line.text(options().gate ? ". gate=1: nothing was checked" : "").view());
  if (options().gate)
    endProcess(static_cast<int>(Exit::NothingChecked));
}
} // namespace copies

bool isSharedRuntime(StringView path) { return startsWith(lastOfPath(path), "librefsan_rt."); }

Copy thisCopy() {
  const char *own = pathOfCode(reinterpret_cast<uptr>(&copies::ownsMalloc));
  if (!own || !*own)
    return Copy::Executable;
  return copies::isShared() && copies::ownsMalloc() ? Copy::Shared : Copy::Dormant;
}

bool hidesMallocFromLibraries() {
  uptr own_code = reinterpret_cast<uptr>(&copies::ownsMalloc);
  const char *path = pathOfCode(own_code);
  if (!path || *path)
    return false;
  ModuleList modules = listModules();
  const Module *own = findModule(modules, own_code); // null: no memory for the list, which the check finds out, too
  // What a static executable loads (its C library does, for names of users, character sets) has a C library of its own.
  if (!own || !own->interpreted || loadedSymbol(*own, "malloc"))
    return false;
  // What these allocate is their own, or a string for the program.
  constexpr StringView kOfLibc[] = {"libc.", "libm.", "libgcc_s.", "ld-linux", "linux-vdso", "[vdso]"};
  for (usize i = 1; i < modules.size; i++) {
    StringView name = lastOfPath(modules.data[i].path);
    bool of_libc = modules.data[i].unloaded;
    for (StringView known : kOfLibc)
      of_libc |= startsWith(name, known);
    if (!of_libc)
      return true;
  }
  return false;
}

void openHostAllocators() {
#define REFSAN_HOST_ALLOCATOR(Variable, Value) setenv(Variable, Value, false);
#include "entry/host_allocators.def"
}

Span<Range> instrumentedModules() {
  u32 count = __atomic_load_n(&copies::module_count, __ATOMIC_RELAXED);
  return {copies::modules, count < copies::kMostModules ? count : copies::kMostModules};
}

} // namespace refsan

// Of the copy that serves the process, or of the first of those that do not. Weak: so
// that it is looked for in the process and not in this object first.
extern "C" __attribute__((visibility("default"), weak)) void __refsan_join(const void *inside) {
  if (refsan::meetInstrumentedCode())
    refsan::copies::remember(inside);
  else
    refsan::copies::sayUnserved(inside, refsan::copies::isShared() ? refsan::copies::kOtherMalloc
                                                                   : refsan::copies::kNobodyServes);
}

void refsan::announceInstrumentedCode() {
  const void *inside = reinterpret_cast<const void *>(&copies::ownsMalloc);
  if (handOver())
    __refsan_join(inside);
  else
    copies::sayUnserved(inside, copies::kBoundToItself);
}
