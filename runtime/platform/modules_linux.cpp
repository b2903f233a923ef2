//===- modules_linux.cpp - what the dynamic loader has mapped -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See modules.h.
//
//===----------------------------------------------------------------------===//

#include "platform/modules.h"

#include "base/format.h"
#include "platform/memory.h"
#include "platform/process.h"

#include <link.h>
#include <sys/auxv.h>

namespace refsan {
namespace modules {

static Module *g_modules;
static usize g_bytes;

struct Listing {
  Module *into; // null: count only
  usize room;
  usize size;
};

static void namePath(const dl_phdr_info &info, bool first, Module &module) {
  if (first) { // the loader has no name for the executable
    executablePath(module.path, sizeof(module.path));
    return;
  }
  TextBuilder path(module.path, sizeof(module.path));
  path.text(info.dlpi_name && *info.dlpi_name == '/' ? info.dlpi_name : "[vdso]");
  // A relative name, from a relative LD_LIBRARY_PATH or dlopen().
  if (info.dlpi_name && *info.dlpi_name && *info.dlpi_name != '/' &&
      !module.image.contains(getauxval(AT_SYSINFO_EHDR))) {
    path.clear();
    path.text(info.dlpi_name);
  }
}

static void addWritable(Module &module, Range segment) {
  constexpr usize kMax = sizeof(module.writable) / sizeof(module.writable[0]);
  for (usize i = 0; i < kMax; ++i)
    if (module.writable[i].end == 0) {
      module.writable[i] = segment;
      return;
    }
  if (module.writable[kMax - 1].end < segment.end) // more than anybody has: one range for the rest
    module.writable[kMax - 1].end = segment.end;
}

static int take(dl_phdr_info *info, size_t size, void *arg) {
  auto *listing = static_cast<Listing *>(arg);
  usize index = listing->size++;
  if (index >= listing->room)
    return 0;
  Module &module = listing->into[index];
  module.bias = info->dlpi_addr;
  module.image = {~uptr(0), 0};
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &segment = info->dlpi_phdr[i];
    Range range = {info->dlpi_addr + segment.p_vaddr, info->dlpi_addr + segment.p_vaddr + segment.p_memsz};
    if (segment.p_type == PT_TLS)
      module.tls_size = segment.p_memsz;
    module.interpreted |= segment.p_type == PT_INTERP;
    if (segment.p_type != PT_LOAD || segment.p_memsz == 0)
      continue;
    module.image.begin = range.begin < module.image.begin ? range.begin : module.image.begin;
    module.image.end = range.end > module.image.end ? range.end : module.image.end;
    if (segment.p_flags & PF_W)
      addWritable(module, range);
  }
  if (module.image.end == 0)
    module.image = {};
  if (size >= offsetof(dl_phdr_info, dlpi_tls_data))
    module.tls_id = static_cast<u32>(info->dlpi_tls_modid);
  namePath(*info, index == 0, module);
  return 0;
}

struct Unloaded {
  Module module;
  Unloaded *next;
};
static Unloaded *g_unloaded;

static bool overlapsAny(const Module *modules, usize size, Range image) {
  for (usize i = 0; i < size; ++i)
    if (modules[i].image.begin < image.end && image.begin < modules[i].image.end)
      return true;
  return false;
}

static usize countUnloaded() {
  usize count = 0;
  for (Unloaded *one = __atomic_load_n(&g_unloaded, __ATOMIC_ACQUIRE); one; one = one->next)
    ++count;
  return count;
}

// Newest first, so that of two at one place the later one counts.
static usize addUnloaded(Module *modules, usize size, usize room) {
  for (Unloaded *one = __atomic_load_n(&g_unloaded, __ATOMIC_ACQUIRE); one && size < room; one = one->next)
    if (!overlapsAny(modules, size, one->module.image))
      modules[size++] = one->module;
  return size;
}

} // namespace modules

void keepUnloaded(const Module &module) {
  using namespace modules;
  auto *kept = static_cast<Unloaded *>(mapPages(sizeof(Unloaded)));
  if (!kept)
    return; // its frames will have no names
  kept->module = module;
  for (Range &writable : kept->module.writable)
    writable = {};
  kept->module.tls_id = 0;
  kept->module.unloaded = true;
  kept->next = __atomic_load_n(&g_unloaded, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(&g_unloaded, &kept->next, kept, true, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
  }
}

ModuleList listModules() {
  unmapPages(modules::g_modules, modules::g_bytes);
  modules::Listing count = {nullptr, 0, 0};
  dl_iterate_phdr(modules::take, &count);
  usize room = count.size + modules::countUnloaded() + 8; // another thread may be loading some
  modules::g_bytes = room * sizeof(Module);
  modules::g_modules = static_cast<Module *>(mapPages(modules::g_bytes));
  if (!modules::g_modules)
    return {};
  modules::Listing listing = {modules::g_modules, room, 0};
  dl_iterate_phdr(modules::take, &listing);
  usize loaded = listing.size < room ? listing.size : room;
  return {modules::g_modules, modules::addUnloaded(modules::g_modules, loaded, room)};
}

const Module *findLoader(const ModuleList &modules) {
  uptr base = getauxval(AT_BASE);
  return base ? findModule(modules, base) : nullptr;
}

const Module *findGObject(const ModuleList &modules) {
  for (usize i = 0; i < modules.size; ++i)
    if (startsWith(lastOfPath(modules.data[i].path), "libgobject-2.0."))
      return &modules.data[i];
  return nullptr;
}

const Module *findModule(const ModuleList &modules, uptr p) {
  for (usize i = 0; i < modules.size; ++i)
    if (modules.data[i].image.contains(p))
      return &modules.data[i];
  return nullptr;
}

} // namespace refsan
