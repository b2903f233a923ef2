//===- hand_over.cpp - a dormant copy gives way to the serving one --------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a library was linked so that it calls its own copy (a version script with
// "local: *", -Bsymbolic, --exclude-libs), nothing of what it does would be known.
//
//===----------------------------------------------------------------------===//

#include "entry/copies.h"

#include "entry/allocation.h"
#include "platform/code_owner.h"
#include "platform/loaded_symbol.h"
#include "platform/redirect.h"
#include "platform/threads.h"

// Where the process's thread record is, for a library that has one of its own.
extern "C" __attribute__((visibility("default"), weak)) refsan_thread *__refsan_own_thread() {
  return &__refsan_thread;
}

namespace refsan {
namespace hand_over {
// The copy that serves is in the executable or in the shared runtime; neither is ever unloaded.
static const Module *server(const ModuleList &modules, const Module *own) {
  for (usize i = 0; i < modules.size; i++)
    if (&modules.data[i] != own && (i == 0 || isSharedRuntime(modules.data[i].path)) &&
        loadedSymbol(modules.data[i], "__refsan_join"))
      return &modules.data[i];
  return nullptr;
}

// What this library's code calls by a name. By the linker's table: the compiler takes a
// function that it sees for the one that is called.
#define REFSAN_USED_BY(Function)                                                                                       \
  ([] {                                                                                                                \
    uptr used;                                                                                                         \
    __asm__("movq " #Function "@GOTPCREL(%%rip), %0" : "=r"(used));                                                    \
    return used;                                                                                                       \
  }())
static bool isOwn(uptr own_code, uptr code) { return pathOfCode(code) == pathOfCode(own_code); }

template <typename Call> static void forEachName(Call call) {
#define REFSAN_NAME(Function) call(#Function, REFSAN_USED_BY(Function));
#define REFSAN_RT(Return, Function, Params) REFSAN_NAME(Function)
#include "refsan/abi.def"
#define REFSAN_INTERPOSED(Function) REFSAN_NAME(Function)
#include "entry/interposed.def"
#define REFSAN_USER_API(Function) REFSAN_NAME(Function)
#include "entry/user_api.def"
  REFSAN_NAME(__refsan_join)
  REFSAN_NAME(__refsan_unload)
}

// Instrumented code writes the library's record: let it write the process's, which lies
// at the same place of each thread.
static void handThreadRecordOver(const Module &own, const Module &server) {
  auto *record = reinterpret_cast<refsan_thread *(*)()>(loadedSymbol(server, "__refsan_own_thread"));
  uptr load, used;
  __asm__ volatile("leaq 1f(%%rip), %0\n1: movq __refsan_thread@gottpoff(%%rip), %1" : "=&r"(load), "=r"(used));
  uptr place = record ? placeOfThreadLocal(load) : 0;
  uptr served = record ? reinterpret_cast<uptr>(record()) - currentThreadPointer() : used;
  if (used != served && own.image.contains(place))
    overwriteWord(place, served);
}
} // namespace hand_over

bool handOver() {
  using namespace hand_over;
  uptr own_code = reinterpret_cast<uptr>(&handThreadRecordOver);
  if (!isOwn(own_code, REFSAN_USED_BY(__refsan_malloc)) && !isOwn(own_code, REFSAN_USED_BY(malloc)))
    return true;
  ModuleList modules = listModules();
  const Module *own = findModule(modules, own_code);
  const Module *to = own ? server(modules, own) : nullptr;
  if (!to)
    return true; // nobody serves
  bool done = true;
  forEachName([&](const char *name, uptr used) {
    uptr target = own->image.contains(used) ? loadedSymbol(*to, name) : 0;
    done &= !target || redirectFunction(used, target);
  });
  handThreadRecordOver(*own, *to);
  return done;
}

} // namespace refsan
