//===- analysis/context_stacks.cpp - coroutines' stacks in blocks ---------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/context_stacks.h"

#include "analysis/sort.h"
#include "analysis/words.h"
#include "base/search.h"
#include "platform/context_start.h"
#include "record/blocks.h"
#include "record/context_stacks.h"

namespace refsan {

// makecontext() puts the address that the function returns to on top of the stack, with some arguments and the context
// to follow above. There the library follows it, by a call whose return address is in that place then.
enum class Top { Unknown, Begun, Ended };
static Top topOf(Range stack) {
  constexpr usize kMostAbove = 16, kFollows = 64;
  uptr start = contextStart(), at = stack.end & ~uptr(sizeof(uptr) - 1);
  for (usize i = 0; i < kMostAbove && at - sizeof(uptr) >= stack.begin; ++i) {
    at -= sizeof(uptr);
    uptr distance = wordAt(at) - start;
    if (distance < kFollows)
      return distance == 0 ? Top::Begun : Top::Ended;
  }
  return Top::Unknown;
}

bool ContextStacks::isInUse(Range stack, const CheckInput &input, StopResult threads) {
  if (stack.contains(input.own_stack_lowest))
    return true;
  for (usize i = 0; i < threads.size; ++i)
    if (const ThreadState &thread = threads.data[i]; stack.contains(thread.stack_pointer) ||
                                                     stack.contains(thread.other_stack.begin) ||
                                                     stack.contains(thread.signal_stack.words.begin))
      return true;
  return false;
}

void ContextStacks::consider(const GivenStack &given, const BlockIndex &index, const Readable &readable) {
  constexpr usize kMostBeside = 4096; // what is known of the coroutine
  Range stack = given.stack;
  if (!index.startsAt(given.block))
    return;
  Range block = {given.block, given.block + knownSize(given.block)};
  if (stack.end > block.end || stack.begin < block.begin || block.size() - stack.size() > kMostBeside ||
      !readable.all(block))
    return;
  Top top = topOf(stack);
  if (top != Top::Unknown)
    scratch::push(stacks_, {stack, block, top == Top::Ended, false});
}

void ContextStacks::find(const CheckInput &input, StopResult threads, const BlockIndex &index,
                         const Readable &readable) {
  struct Search {
    ContextStacks *self;
    const CheckInput &input;
    StopResult threads;
    const BlockIndex &index;
    const Readable &readable;
  } search = {this, input, threads, index, readable};
  forEachContextStack(
      [](const GivenStack &given, void *arg) {
        auto &search = *static_cast<Search *>(arg);
        if (!isInUse(given.stack, search.input, search.threads))
          search.self->consider(given, search.index, search.readable);
      },
      &search);
  sort(stacks_.begin(), stacks_.size(),
       [](const ContextStack &a, const ContextStack &b) { return a.block.begin < b.block.begin; });
}

Range ContextStacks::bounds() const {
  return stacks_.empty() ? Range{} : Range{stacks_[0].block.begin, stacks_[stacks_.size() - 1].block.end};
}

void ContextStacks::setAside(BlockIndex &index) {
  usize kept = 0;
  for (usize i = 0; i < stacks_.size(); ++i)
    if (index.mark(stacks_[i].block.begin)) // another stack in it has done so otherwise
      stacks_[kept++] = stacks_[i];
  while (stacks_.size() > kept)
    stacks_.pop();
}

const ContextStack *ContextStacks::at(uptr word) const {
  usize i = firstWhere(stacks_.size(), [&](usize i) { return stacks_[i].block.end > word; });
  return i < stacks_.size() && stacks_[i].block.contains(word) ? &stacks_[i] : nullptr;
}

bool ContextStacks::isOnStack(uptr word) const {
  const ContextStack *one = at(word);
  return one && !one->ended && one->stack.contains(word);
}

bool ContextStacks::isAside(uptr block) const { return at(block) != nullptr; }

const ContextStack *ContextStacks::reach(uptr word) {
  auto *stack = const_cast<ContextStack *>(at(word));
  if (!stack || stack->reached)
    return nullptr;
  stack->reached = true;
  return stack;
}

void ContextStacks::putBack(BlockIndex &index) const {
  for (const ContextStack &stack : stacks_)
    if (!stack.reached)
      index.unmark(stack.block.begin);
}

} // namespace refsan
