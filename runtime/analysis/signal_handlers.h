//===- signal_handlers.h - what GObject's signals hold ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libgobject keeps the handlers that are connected to an object in tables of its own, and drops them when the
// object ends. So a handler's closure, with what was connected ("user data"), is held by the object, whatever
// the tables say: a cycle through it is a leak. While the roots are marked, objects and closures are hidden from the
// tables; what belongs to an object that is alive is marked after it.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SIGNAL_HANDLERS_H
#define REFSAN_ANALYSIS_SIGNAL_HANDLERS_H

#include "analysis/leaked_heap.h"
#include "analysis/mark.h"
#include "platform/modules.h"

namespace refsan {

class SignalHandlers {
public:
  // Without it there are none.
  void useLibrary(const Module &module);
  // By where it was made and its size. From any worker.
  bool mayBeHandler(const Block &block) const {
    return block.size == kHandlerBytes && library_.begin && isOfLibrary(block);
  }
  // Finds the handlers among such blocks. Writes to them, until they are restored.
  void hide(const Vector<uptr> &blocks, const BlockIndex &index, usize (*size_of)(uptr start));
  // After finish(): marks what objects hold that are marked, and all that this reaches.
  void reviveMarked(Marker &marker, const BlockIndex &index);
  void restore() {
    if (!hidden_.empty())
      restoreHidden();
  }
  bool any() const { return !attached_.empty(); }
  // By the holder's address.
  Span<const Attached> attached() const { return {attached_.begin(), attached_.size()}; }

private:
  static constexpr usize kHandlerBytes = 56;
  static constexpr u32 kFirstHash = 2;
  struct HashTable;

  bool isOfLibrary(const Block &block) const;
  void addHandler(uptr block, const BlockIndex &index);
  void hideKeys(const HashTable &table, const BlockIndex &index);
  void hideWord(uptr &word);
  void restoreHidden();

  struct Word {
    uptr *slot;
    uptr value;
  };
  Range library_, variables_[4];
  usize (*size_of_)(uptr start) = nullptr;
  Vector<Attached> attached_;
  Vector<bool> revived_;
  Vector<Word> hidden_;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_SIGNAL_HANDLERS_H
