//===- root_names.cpp - what a root is called -----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/root_names.h"

#include "base/format.h"
#include "platform/threads.h"
#include "platform/unwind.h"
#include "report/names_of_kinds.h"

namespace refsan {
namespace {

// The frame around a word of a stack.
struct Around {
  uptr slot;
  uptr pc = 0;

  bool visit(const FrameDetail &detail) {
    if (detail.frame.cfa <= slot)
      return detail.frame.cfa != 0;
    pc = detail.frame.pc;
    return false;
  }
};

uptr functionAround(const Root &root, uptr slot) {
  Around around = {slot};
  auto visit = [](const FrameDetail &detail, void *around) { return static_cast<Around *>(around)->visit(detail); };
  if (!root.stopped)
    unwindAllHere(visit, &around);
  else if (root.stopped->stopped)
    unwindAll(cursorOf(*root.stopped), visit, &around);
  return around.pc;
}

// A thread's registers are those of its innermost function.
uptr functionOf(const Root &root, uptr slot) {
  if (root.kind == RootKind::Stack)
    return functionAround(root, slot);
  return root.kind == RootKind::Register && root.stopped ? cursorOf(*root.stopped).pc + 1 : 0;
}

// "a word on the stack of thread 12 in work"
const char *inWords(const Keeper &keeper) {
  char buffer[512];
  TextBuilder text(buffer, sizeof buffer);
  text.text(rootRow(keeper.root).words);
  if (keeper.thread)
    text.text(" of thread ").decimal(keeper.thread);
  if (keeper.root == RootKind::Variable && keeper.name)
    text.text(" `").text(keeper.name).character('`');
  else if (keeper.name)
    text.text(" in ").text(keeper.name);
  if (keeper.into)
    text.text(" + ").decimal(keeper.into);
  if (keeper.root == RootKind::Variable && !keeper.name)
    text.text(" at 0x").hex(keeper.offset);
  if (keeper.module && (keeper.root == RootKind::Variable || !keeper.name))
    text.text(" of ").text(lastOfPath(keeper.module));
  return scratch::copy(text.view());
}

} // namespace

Keeper describeRoot(const Root &root, uptr slot, const Names &names) {
  Keeper keeper;
  keeper.root = root.kind;
  keeper.thread = root.thread;
  uptr named = root.kind == RootKind::Variable ? slot : functionOf(root, slot);
  if (const Module *module = named ? names.module(named) : nullptr) {
    keeper.module = module->path;
    keeper.offset = named - module->bias;
    keeper.name = root.kind == RootKind::Variable ? names.variable(named, &keeper.into) : names.function(named - 1);
  }
  keeper.words = inWords(keeper);
  return keeper;
}

} // namespace refsan
