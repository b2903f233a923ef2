//===- scope_check.cpp - nothing may outlive its scope --------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/scope_check.h"

#include "entry/lifecycle.h"
#include "entry/log_file.h"
#include "entry/user_check.h"
#include "options/options.h"
#include "platform/modules.h"
#include "platform/threads.h"
#include "record/scopes.h"

namespace refsan {

namespace scope_check {
// A word of this memory points to the block.
struct Search {
  uptr block;
  bool found = false;
  void in(Range range) {
    for (uptr at = (range.begin + 7) & ~uptr(7); at + sizeof(uptr) <= range.end && !found; at += sizeof(uptr))
      found = *reinterpret_cast<const uptr *>(at) == block;
  }
};

// The module of the function that called malloc, or null. The shared runtime's own frames come first.
static const Module *allocator(const Context &context, const ModuleList &modules) {
  const Module *runtime = findModule(modules, reinterpret_cast<uptr>(&allocator));
  for (u32 i = 0; i < context.frame_count; ++i)
    if (const Module *module = findModule(modules, context.frames[i] - 1); module != runtime || module == modules.data)
      return module;
  return nullptr;
}

// What a library that RefSan did not compile keeps in variables of its own (a buffer of
// stdio's, say) is its business, made though it was by the first to come. Of what is linked
// into the executable (Rust's std) thread locals cannot be told from the program's.
static bool isLibrarysOwn(uptr block, const ModuleList &modules) {
  Block found;
  if (!blockAt(block, &found) || found.context->site || found.context->typed)
    return false;
  const Module *module = allocator(*found.context, modules);
  if (!module)
    return false;
  if (module == findLoader(modules)) // thread locals, which stay with stacks for the threads to come
    return true;
  Search search = {block};
  for (const Range &segment : module->writable)
    search.in(segment);
  if (module != modules.data)
    forEachTlsRange(
        currentThreadPointer(), modules, [](Range range, void *search) { static_cast<Search *>(search)->in(range); },
        &search);
  return search.found;
}

// Leaves what does not count out of the scope.
static void pardon(ThreadScopes &all, const OpenScope &scope) {
  dropFreedBlocks(all, scope);
  if (all.blocks.size() == scope.first)
    return;
  ModuleList modules = listModules();
  for (usize i = scope.first; i < all.blocks.size(); ++i)
    if (isLibrarysOwn(all.blocks[i], modules))
      leaveScope(all.blocks[i]);
  dropFreedBlocks(all, scope);
}
} // namespace scope_check

int beginScope(const char *name) {
  if (!hasStarted() || !options().detect_leaks)
    return 0;
  Recorder *own = recorder();
  u32 depth = own ? openScope(*own, name ? name : "") : 0;
  if (!depth)
    sayBadConfig(
        "refsan_scope_begin(): the thread is disabled, scopes are nested more than 32 deep, or too many are open");
  return static_cast<int>(depth);
}

int endScope(int scope) {
  if (scope == 0 || !hasStarted())
    return 0;
  Recorder *own = recorder();
  OpenScope *open = own ? innermostScope(*own) : nullptr;
  if (!open || own->scopes->depth != static_cast<u32>(scope)) {
    sayBadConfig("refsan_scope_end() of a scope that is not this thread's innermost");
    return -1;
  }
  ThreadScopes &all = *own->scopes;
  all.busy = true; // what libc allocates for us meanwhile is not in it
  scope_check::pardon(all, *open);
  int findings = 0;
  if (all.blocks.size() > open->first) {
    CheckOutcome outcome = checkHere(false, {open->mark, open->name});
    findings = outcome.done ? static_cast<int>(outcome.findings) : -1;
    for (usize i = open->first; i < all.blocks.size(); ++i)
      leaveScope(all.blocks[i]);
  }
  closeScope(*own);
  all.busy = false;
  return findings;
}

} // namespace refsan
