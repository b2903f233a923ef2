//===- thread_results_linux.cpp - what ended threads have returned --------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See thread_results.h. glibc describes struct pthread and its lists to debuggers in
// variables of its own (nptl_db). The result is not described, but lies before two that are.
//
//===----------------------------------------------------------------------===//

#include "platform/thread_results.h"

#include "platform/heap.h"
#include "platform/loaded_symbol.h"
#include "platform/memory.h"
#include "platform/modules.h"

namespace refsan {
namespace thread_results {

// How glibc describes a member: its bits, how many there are of it, where it is.
struct Member {
  u32 bits, count, offset;
};
static bool describe(const Module &libc, const char *name, u32 &offset) {
  Member member;
  uptr at = loadedSymbol(libc, name);
  if (!at || !readMemory(at, &member, sizeof(member)))
    return false;
  offset = member.offset;
  return true;
}

struct Places {
  u32 user_stacks, used_stacks; // heads of lists
  u32 link, priority, policy, start;

  bool find(const Module &libc) {
    return describe(libc, "_thread_db_rtld_global__dl_stack_user", user_stacks) &&
           describe(libc, "_thread_db_rtld_global__dl_stack_used", used_stacks) &&
           describe(libc, "_thread_db_pthread_list", link) &&
           describe(libc, "_thread_db_pthread_schedparam_sched_priority", priority) &&
           describe(libc, "_thread_db_pthread_schedpolicy", policy) &&
           describe(libc, "_thread_db_pthread_start_routine", start) && start == policy + sizeof(u32) &&
           policy == priority + sizeof(u32) && priority > sizeof(uptr);
  }
  u32 result() const { return priority - sizeof(uptr); }
};

static void addList(uptr head, const Places &places, void (*add)(Range word, void *), void *arg) {
  constexpr u32 kMost = 1 << 20; // of a list that is a ring
  uptr link = head;
  for (u32 i = 0; i < kMost; ++i) {
    if (!readMemory(link, &link, sizeof(link)) || link == head || link == 0)
      return;
    uptr word = link - places.link + places.result();
    add({word, word + sizeof(uptr)}, arg);
  }
}

} // namespace thread_results

void forEachThreadResult(const ModuleList &modules, void (*add)(Range word, void *), void *arg) {
  using namespace thread_results;
  const Module *libc = findModule(modules, reinterpret_cast<uptr>(__libc_malloc)), *loader = findLoader(modules);
  uptr lists = loader ? loadedSymbol(*loader, "_rtld_global") : 0;
  Places places;
  if (!libc || !lists || !places.find(*libc))
    return;
  addList(lists + places.user_stacks, places, add, arg);
  addList(lists + places.used_stacks, places, add, arg);
}

} // namespace refsan
