//===- dead_jumps.cpp - what setjmp kept for functions that returned ------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/dead_jumps.h"

#include "analysis/return_address.h"
#include "platform/thread_control.h"

namespace refsan {

void DeadJumps::add(Range unused) {
  if (unused.begin >= unused.end)
    return;
  around_.begin = unused_.empty() || unused.begin < around_.begin ? unused.begin : around_.begin;
  around_.end = unused.end > around_.end ? unused.end : around_.end;
  scratch::push(unused_, unused);
}

void DeadJumps::create(const RootSources &sources) {
  sources_ = &sources;
  guard_ = pointerGuard();
  const CheckInput &input = *sources.input;
  const Range first = firstThreadStack();
  if (input.main_returned)
    add(first);
  // One that runs on another stack now may come back to any frame of its own.
  Range own = currentStackBounds();
  if (own.contains(input.own_stack_lowest))
    add({own.begin, input.own_stack_lowest});
  for (usize i = 0; i < sources.threads.size; ++i) {
    const ThreadState &thread = sources.threads.data[i];
    Range stack = thread.is_main ? first : stackByControlBlock(thread.thread_pointer);
    if (thread.stopped && stack.contains(thread.stack_pointer))
      add({stack.begin, thread.stack_pointer});
  }
}

bool DeadJumps::isDead(uptr stack_pointer, uptr kept_pc) const {
  if (stack_pointer % sizeof(uptr) ||
      !isReturnAddress(demangled(kept_pc, guard_), sources_->modules, *sources_->readable))
    return false;
  for (const Range &range : unused_)
    if (range.contains(stack_pointer))
      return true;
  return false;
}

} // namespace refsan
