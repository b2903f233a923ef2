//===- idle_stacks.cpp - of signals that nobody handles now ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/idle_stacks.h"

namespace refsan {

void IdleStacks::find(const CheckInput &input, StopResult threads, const ModuleList &modules, const BlockIndex &index) {
  // Threads may share one: nobody's stack pointer is in it.
  auto is_idle = [&](const SignalStack &stack) {
    if (stack.in_use || stack.words.size() == 0 || stack.words.contains(input.own_stack_lowest))
      return false;
    for (usize i = 0; i < threads.size; ++i)
      if (stack.words.contains(threads.data[i].stack_pointer))
        return false;
    return true;
  };
  auto add = [&](const SignalStack &stack, Range on) {
    uptr begin = stack.words.begin;
    if (is_idle(stack) && (index.startBefore(begin) || findModule(modules, begin) || on.contains(begin)))
      scratch::push(stacks_, stack.words);
  };
  add(input.signal_stack, input.own_stack_lowest ? stackFrom(input.own_stack_lowest) : Range{});
  for (usize i = 0; i < threads.size; ++i)
    if (threads.data[i].stopped)
      add(threads.data[i].signal_stack, threads.data[i].stack);
}

void IdleStacks::setAside(BlockIndex &index, Marker &marker, usize (*size_of)(uptr start)) const {
  for (const Range &stack : stacks_) {
    uptr block = index.startBefore(stack.begin);
    if (!block)
      continue;
    uptr end = block + size_of(block);
    if (stack.end > end || !index.mark(block))
      continue;
    marker.addRoot({block, stack.begin});
    marker.addRoot({stack.end, end});
  }
}

} // namespace refsan
