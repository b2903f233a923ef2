//===- suspended_stacks.cpp - stacks that nobody runs on now --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/suspended_stacks.h"

#include "analysis/return_address.h"
#include "analysis/words.h"
#include "base/search.h"
#include "platform/context_start.h"
#include "platform/mangled.h"
#include "platform/maps.h"
#include "record/blocks.h"
#include "record/foreign_stacks.h"

namespace refsan {

void SuspendedStacks::create(const RootSources &sources, BlockIndex &index) {
  modules_ = sources.modules;
  idle_ = sources.idle;
  index_ = &index;
  guard_ = pointerGuard();
  context_start_ = contextStart();
  if (anyForeignStack())
    addMappings();
  for (const Range &stack : idle_)
    if (!mappingOf(stack.begin))
      insert({stack, stack.end});
  contexts_.find(*sources.input, sources.threads, index, *sources.readable);
  contexts_.setAside(index);
  for (const ContextStack &one : contexts_.all())
    if (!one.ended && !mappingOf(one.stack.begin))
      insert({one.stack, one.stack.end});
}

void SuspendedStacks::insert(const Mapping &mapping) {
  scratch::push(mappings_, mapping);
  for (usize i = mappings_.size() - 1; i > 0 && mappings_[i].range.begin < mappings_[i - 1].range.begin; --i) {
    Mapping before = mappings_[i - 1];
    mappings_[i - 1] = mappings_[i];
    mappings_[i] = before;
  }
}

// A program makes its stacks alike: of those with a guard page before, as long ones as functions have run on are
// stacks, too.
void SuspendedStacks::keepStacks() {
  constexpr usize kMostSizes = 16;
  usize sizes[kMostSizes], count = 0;
  auto known = [&](const Mapping &mapping) {
    for (usize i = 0; i < count; ++i)
      if (sizes[i] == mapping.range.end - mapping.range.begin)
        return true;
    return false;
  };
  for (const Mapping &mapping : mappings_)
    if (mapping.ran && count < kMostSizes && !known(mapping))
      sizes[count++] = mapping.range.end - mapping.range.begin;
  usize kept = 0;
  for (const Mapping &mapping : mappings_)
    if (mapping.ran || known(mapping))
      mappings_[kept++] = mapping;
  mappings_.resize(kept);
}

void SuspendedStacks::addMappings() {
  struct Visit {
    Vector<Mapping> *mappings;
    uptr guarded; // the end of pages that cannot be read
  } visit = {&mappings_, 0};
  auto add = [](const refsan::Mapping &mapping, void *arg) {
    auto *visit = static_cast<Visit *>(arg);
    bool nameless = mapping.name.size == 0 || startsWith(mapping.name, "[anon");
    if (nameless && mapping.readable && mapping.writable) {
      bool ran = isForeignStack(mapping.range);
      bool guarded = visit->guarded == mapping.range.begin;
      if (ran || guarded)
        scratch::push(*visit->mappings, {mapping.range, mapping.range.end, ran, guarded});
    }
    visit->guarded = mapping.readable ? 0 : mapping.range.end;
    return true;
  };
  forEachMapping(add, &visit);
  keepStacks();
}

SuspendedStacks::Mapping *SuspendedStacks::mappingOf(uptr word) {
  usize at = firstWhere(mappings_.size(), [&](usize i) { return mappings_[i].range.end > word; });
  return at < mappings_.size() && mappings_[at].range.contains(word) ? &mappings_[at] : nullptr;
}

bool SuspendedStacks::isReturnAddress(uptr word) const { return refsan::isReturnAddress(word, modules_, *readable_); }

// A switch of stacks has pushed the registers that a function may rely on, and some more; or its caller goes
// on where it would have returned to, and the address is just below.
bool SuspendedStacks::holdsReturnAddress(uptr stack_pointer, Range mapping) const {
  constexpr usize kMostSaved = 24;
  uptr at = stack_pointer - sizeof(uptr) >= mapping.begin ? stack_pointer - sizeof(uptr) : stack_pointer;
  for (usize i = 0; i <= kMostSaved && at + sizeof(uptr) <= mapping.end; ++i, at += sizeof(uptr))
    if (uptr word = wordAt(at); word == context_start_ || isReturnAddress(word))
      return true;
  return false;
}

bool SuspendedStacks::blockAround(uptr word) const {
  uptr block = index_->startBefore(word);
  return block && reaches(block, knownSize(block), word - block);
}

bool SuspendedStacks::isOnStack(uptr word, const Mapping &mapping) const {
  if (word % sizeof(uptr) == 0 && contexts_.isOnStack(word))
    return true; // whatever else lies in the mapping
  if (word % sizeof(uptr) || !readable_->all(mapping.range))
    return false;
  for (const Range &stack : idle_)
    if (stack.contains(word))
      return true;
  return !blockAround(word); // what the allocator gave is looked at whole
}

bool SuspendedStacks::isStackPointer(uptr word, const Mapping &mapping) const {
  return isOnStack(word, mapping) && holdsReturnAddress(word, mapping.range);
}

void SuspendedStacks::take(uptr stack_pointer, Mapping &mapping) {
  constexpr usize kMost = 8 << 20; // other things may lie behind it
  uptr end = mapping.lowest - stack_pointer > kMost ? stack_pointer + kMost : mapping.lowest;
  end = endOfStack({stack_pointer, end});
  scratch::push(found_, {{stack_pointer, end}, RootKind::SuspendedStack});
  Mapping behind = {{end, mapping.range.end}, mapping.lowest, mapping.ran, mapping.guarded};
  mapping.lowest = stack_pointer;
  if (end == behind.lowest || end == mapping.range.end)
    return;
  mapping.range.end = end; // the next stack has its own stack pointer
  insert(behind);
}

// The system puts mappings beside each other that are alike, stacks without guard pages, too.
uptr SuspendedStacks::endOfStack(Range from) const {
  constexpr usize kArguments = 16 * sizeof(uptr);
  for (uptr at = from.begin; at + sizeof(uptr) <= from.end; at += sizeof(uptr))
    if (wordAt(at) == context_start_)
      return from.end - at > kArguments ? at + kArguments : from.end;
  return from.end;
}

// A jmp_buf has the address to go on at behind the stack pointer, both mangled.
void SuspendedStacks::considerKept(uptr at, uptr word, uptr end) {
  uptr stack_pointer = demangled(word, guard_), next = at + sizeof(uptr);
  Mapping *mapping = mappingOf(stack_pointer);
  if (mapping && stack_pointer < mapping->lowest && next + sizeof(uptr) <= end && isOnStack(stack_pointer, *mapping) &&
      isReturnAddress(demangled(wordAt(next), guard_)))
    take(stack_pointer, *mapping);
}

// A ucontext_t has them plain.
void SuspendedStacks::considerContext(uptr at, uptr word, uptr end) {
  Mapping *mapping = mappingOf(word);
  uptr next = at + sizeof(uptr);
  if (mapping && contexts_.isOnStack(word) && word < mapping->lowest && next + sizeof(uptr) <= end &&
      isOnStack(word, *mapping) && isReturnAddress(wordAt(next)))
    take(word, *mapping);
}

// What lies beside a stack in its block is looked at like any other, and what may be known of the coroutine at the
// lower end, which few stacks ever come to.
void SuspendedStacks::reachBlock(uptr word) {
  const ContextStack *one = contexts_.reach(word);
  if (!one)
    return;
  const usize most_known = one->stack.size() / 4 < kPageSize ? one->stack.size() / 4 : kPageSize;
  scratch::push(found_, {{one->block.begin, one->stack.begin + most_known}, RootKind::SuspendedStack});
  scratch::push(found_, {{one->stack.end, one->block.end}, RootKind::SuspendedStack});
}

void SuspendedStacks::consider(uptr word) {
  Mapping *mapping = mappingOf(word);
  if (!mapping || word >= mapping->lowest)
    return;
  if (isStackPointer(word, *mapping)) {
    take(word, *mapping);
    return;
  }
  // What is known of a coroutine may lie at the begin of its own stack, the stack pointer too.
  const usize most_known = contexts_.isOnStack(word) ? 4096 : 1024;
  uptr end = mapping->range.end - word > most_known ? word + most_known : mapping->range.end;
  if (readable_->all({word, end}))
    forEachWord({word, end}, [&](uptr at, uptr inside) {
      considerKept(at, inside, end);
      considerContext(at, inside, end);
      mapping = mappingOf(word); // it may have been parted
      if (inside < word && inside >= mapping->range.begin && isStackPointer(inside, *mapping) &&
          inside < mapping->lowest)
        take(inside, *mapping);
    });
  mapping = mappingOf(word);
  if (mapping->guarded && word < mapping->lowest && word % sizeof(uptr) == 0 &&
      mapping->range.end - word <= kPageSize && readable_->all(mapping->range) && !blockAround(word))
    take(word, *mapping);
}

void SuspendedStacks::scan(Range words) {
  for (const Range &stack : idle_)
    if (words.begin <= stack.begin && stack.end <= words.end) { // a block of which it is a part
      scanWords({words.begin, stack.begin});
      words.begin = stack.end;
    }
  scanWords(words);
}

void SuspendedStacks::scanWords(Range words) {
  const uptr lowest = bounds_.begin, span = bounds_.size();
  readable_->forEach(words, [&](Range piece) {
    forEachWord(piece, [&](uptr at, uptr word) {
      if (word - lowest < span) {
        reachBlock(word);
        considerContext(at, word, piece.end);
        consider(word);
      } else if (demangled(word, guard_) - lowest < span)
        considerKept(at, word, piece.end);
    });
  });
}

Span<Root> SuspendedStacks::find(RootSet &roots, const Readable &readable) {
  if (mappings_.empty() && contexts_.all().empty())
    return {};
  bounds_ = contexts_.bounds();
  if (!mappings_.empty()) {
    Range stacks = {mappings_[0].range.begin, mappings_.back().range.end};
    bool both = bounds_.size() > 0;
    bounds_.begin = both && bounds_.begin < stacks.begin ? bounds_.begin : stacks.begin;
    bounds_.end = both && bounds_.end > stacks.end ? bounds_.end : stacks.end;
  }
  readable_ = &readable;
  found_.clear();
  for (const Root &root : roots.sure())
    scan(root.words);
  for (const Root &root : roots.doubtful())
    scan(root.words);
  forEachBlock(
      [](const Block &block, void *arg) {
        auto *self = static_cast<SuspendedStacks *>(arg);
        if (self->index_->isMarked(block.address) && !self->contexts_.isAside(block.address))
          self->scan({block.address, block.address + block.size});
      },
      this);
  for (const Root &root : found_)
    roots.addSuspended(root.words);
  return {found_.data(), found_.size()};
}

} // namespace refsan
