//===- blocks.h - the live blocks of the heap -------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The side table: address -> what was recorded when the block was allocated.
// record() and forget() are the hot path: no lock, no libc call, any thread,
// async-signal-safe. The reading side (forEachBlock) runs in the check, while
// all other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_BLOCKS_H
#define REFSAN_RECORD_BLOCKS_H

#include "base/ints.h"
#include "refsan/abi.h"

namespace refsan {

// Where blocks come from: the pass's sites and the stack, interned. Never freed.
struct Context {
  const refsan_site *site;  // of the allocating call, null: not instrumented
  const refsan_site *user;  // the user's call into the library that allocated, null: none or unknown
  const refsan_site *typed; // the library call that knew the type, null: none
  u32 order;                // contexts are numbered as they are first seen, from 1
  u32 frame_count;
  uptr frames[1];           // return addresses, innermost first (frame_count of them)

  // The site whose type and layout describe the block, or null.
  const refsan_site *describedBy() const { return site && site->type ? site : typed ? typed : site; }
  // The line to show as "made at", or null.
  const refsan_site *madeAt() const {
    return site && !(site->flags & REFSAN_SITE_LIBRARY) ? site : user ? user : site;
  }
};

struct Block {
  uptr address = 0;
  usize size = 0;                 // as the program asked for
  const Context *context = nullptr;
};

// The block that was just allocated at `address` with `size` bytes asked for
// (`usable` usable) belongs to `context`, an id from record/contexts.h.
void recordBlock(uptr address, usize size, usize usable, u32 context);
// About to be freed. False: it was not recorded.
bool forgetBlock(uptr address);

// Calls f(const Block &) for every live block, by address. Checker only.
using BlockVisitor = void (*)(const Block &block, void *arg);
void forEachBlock(BlockVisitor visit, void *arg);
// The live block that starts at `address`. Checker only.
bool blockAt(uptr address, Block *out);

} // namespace refsan

#endif // REFSAN_RECORD_BLOCKS_H
