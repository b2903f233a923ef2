//===- stacks.cpp - names and lines for stacks ----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/stacks.h"

namespace refsan {
namespace stacks {

// A return address belongs to the call before it.
static uptr callOf(uptr return_address) { return return_address - 1; }

struct Answers {
  const uptr *pcs;
  HashMap<uptr, Span<SymbolFrame>> *lines;
};

static void keepAnswer(usize index, const SymbolFrame *frames, usize size, void *arg) {
  auto *answers = static_cast<Answers *>(arg);
  SymbolFrame *kept = scratch::make<SymbolFrame>(size);
  for (usize i = 0; i < size; ++i)
    kept[i] = frames[i];
  scratch::slot<uptr, Span<SymbolFrame>>(*answers->lines, answers->pcs[index]) = {kept, size};
}

} // namespace stacks

Stacks::~Stacks() {
  lines_.release();
  stacks_.release();
}

// Without what calls main and what threads begin in: nobody asks for its lines, and where libc has debug info that
// takes longer to read than everything else.
u32 Stacks::framesToSymbolize(const Context *context) const {
  u32 count = context ? context->frame_count : 0;
  auto isSystem = [&](u32 i) { return names_.isSystemCode(stacks::callOf(context->frames[i])); };
  if (count > 2 && isSystem(count - 2) &&
      StringView(names_.function(stacks::callOf(context->frames[count - 1]))) == "_start")
    --count;
  u32 outer = count;
  while (outer > 0 && isSystem(outer - 1))
    --outer;
  return outer > 0 ? outer : count;
}

void Stacks::addAddresses(const Context *context, Vector<uptr> &pcs, HashMap<uptr, u8> &seen) const {
  for (u32 i = 0, count = framesToSymbolize(context); i < count && pcs.size() < kMaxAddresses; ++i) {
    uptr pc = stacks::callOf(context->frames[i]);
    bool created = false;
    if (!names_.isOwnCode(pc))
      scratch::slot<uptr, u8>(seen, pc, 1, &created);
    if (created)
      scratch::push(pcs, pc);
  }
}

void Stacks::symbolize(Span<Draft> drafts, u32 deadline_ms) {
  Vector<uptr> pcs;
  HashMap<uptr, u8> seen;
  for (const Draft &draft : drafts) {
    for (const Context *context : draft.contexts)
      addAddresses(context, pcs, seen);
    for (const StackToCome &stack : draft.stacks)
      addAddresses(stack.context, pcs, seen);
  }
  seen.release();
  stacks::Answers answers = {pcs.data(), &lines_};
  if (!pcs.empty())
    symbolizeLines(names_.modules(), pcs.data(), pcs.size(), deadline_ms, stacks::keepAnswer, &answers);
  pcs.release();
}

void Stacks::addFrames(uptr pc, Vector<Frame> &frames) const {
  const Module *module = names_.module(pc);
  Frame frame;
  frame.module = module ? module->path : nullptr;
  frame.unloaded = !module || module->unloaded;
  frame.offset = module ? pc - module->bias : pc;
  const Span<SymbolFrame> *known = lines_.find(pc);
  if (!known || known->size == 0 || !(*known)[0].function) {
    frame.place.function = names_.function(pc);
    scratch::push(frames, frame);
    return;
  }
  for (const SymbolFrame &source : *known) {
    frame.place = {source.file, source.function, source.line, source.column};
    scratch::push(frames, frame);
  }
}

Span<Frame> Stacks::stackOf(const Context &context) {
  bool created;
  uptr key = reinterpret_cast<uptr>(&context);
  Span<Frame> *known = &scratch::slot<uptr, Span<Frame>>(stacks_, key, {}, &created);
  if (!created)
    return *known;
  Vector<Frame> frames;
  bool own = true; // the runtime's frames come first
  for (u32 i = 0; i < context.frame_count; ++i) {
    uptr pc = stacks::callOf(context.frames[i]);
    own = own && names_.isOwnCode(pc);
    if (!own)
      addFrames(pc, frames);
  }
  *known = scratch::keep(frames);
  frames.release();
  return *known;
}

// The call that a reader would look for: the first outside of system libraries.
Place Stacks::allocationIn(const Context &context) const {
  uptr chosen = 0;
  for (u32 i = 0; i < context.frame_count; ++i) {
    uptr pc = stacks::callOf(context.frames[i]);
    if (names_.isOwnCode(pc))
      continue;
    chosen = chosen ? chosen : pc;
    if (!names_.isSystemCode(pc)) {
      chosen = pc;
      break;
    }
  }
  if (!chosen)
    return {};
  Vector<Frame> frames;
  addFrames(chosen, frames);
  Place place = frames[0].place;
  frames.release();
  return place;
}

void Stacks::fill(Span<Draft> drafts) {
  for (const Draft &draft : drafts) {
    for (const StackToCome &stack : draft.stacks)
      stack.of->stack = stackOf(*stack.context);
    for (usize i = 0; i < draft.contexts.size; ++i)
      if (const Context *context = draft.contexts[i]) {
        draft.members[i].stack = stackOf(*context);
        if (!draft.members[i].made_at)
          draft.members[i].made_at = allocationIn(*context);
      }
  }
}

} // namespace refsan
