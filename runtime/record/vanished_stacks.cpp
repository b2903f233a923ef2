//===- vanished_stacks.cpp - stacks that a fork left behind -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/vanished_stacks.h"

#include "platform/memory.h"
#include "record/thread_state.h"

namespace refsan {

namespace vanished_stacks {
constexpr usize kInPage = kPageSize / sizeof(Range) - 1;
struct Page {
  Page *next;
  usize count;
  Range stacks[kInPage];
};
static_assert(sizeof(Page) <= kPageSize);
static Page *newest;
} // namespace vanished_stacks

void addVanishedStack(Range stack) {
  using namespace vanished_stacks;
  if (!newest || newest->count == kInPage) {
    auto *page = static_cast<Page *>(mapPages(sizeof(Page)));
    if (!page)
      return sayIncomplete();
    page->next = newest;
    newest = page;
  }
  newest->stacks[newest->count++] = stack;
}

usize vanishedStacks(Range *out, usize max) {
  usize count = 0;
  for (const vanished_stacks::Page *page = vanished_stacks::newest; page; page = page->next)
    for (usize i = 0; i < page->count; i++, count++)
      if (count < max)
        out[count] = page->stacks[i];
  return count;
}

} // namespace refsan
