//===- held_storage.h - buffers known by who holds them ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A container of a library that is not instrumented, or with a memory resource
// in between, gets its buffers and nodes from code that says nothing about them.
// Whose they are says the container: its field of Storage leads there. Such a
// block is private, and so are those of the same making that it leads to; of a
// vector's buffer the type is known, too. So is an array that one
// field "T **" or "T *" of a struct leads to, and nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_HELD_STORAGE_H
#define REFSAN_ANALYSIS_HELD_STORAGE_H

#include "analysis/pointers.h"

namespace refsan {

class HeldStorage {
public:
  void create(u32 blocks) { held_by_.make(blocks); }
  void release();

  /// Nothing says what the block is for, and no code that could have said it made it.
  static bool isOpen(const BlockKind &kind) { return kind.foreign && !kind.type; }
  /// What a field "T **" may have as its array, and a field "T *".
  static bool isOpenArray(const BlockKind &kind, usize bytes, bool of_pointers) {
    if (of_pointers)
      return !kind.type && bytes % sizeof(uptr) == 0;
    bool array = kind.layout == Layout::Array || (kind.layout == Layout::Many && bytes >= 2 * kind.type->size);
    return kind.typed && array && kind.protocol == Protocol::None && !kind.hidden;
  }
  /// By such a field, to the start of a block that is open. From any worker.
  void note(u32 block, const refsan_field &field);
  /// From a block that was found to be storage.
  void noteNext(u32 block) { note(block, kAny); }

  bool any() const { return any_; }
  bool anyArrays() const { return any_arrays_; }
  void noteArray(u32 block, const refsan_field &field) {
    refsan::note(&any_arrays_);
    note(block, field);
  }
  bool isArray(u32 block) const {
    return held_by_[block] && held_by_[block]->strength == 0 && held_by_[block] != &kAny;
  }
  /// It was none after all.
  void forget(u32 block) { held_by_[block] = nullptr; }
  /// What the block is, or null: as where it was made says.
  const BlockKind *kindOf(u32 block) const {
    return __builtin_expect(kind_.size && kind_[block], 0) ? &kinds_[kind_[block] - 1] : nullptr;
  }
  /// Decides about what was noted since it was called last, and calls f(block) for each. own(block): its kind so far.
  template <typename K, typename F> bool decide(const LeakedHeap &heap, K own, F f) {
    if (!kind_.size)
      kind_.make(held_by_.size);
    bool more = false;
    for (u32 block = 0; block < held_by_.size; ++block)
      if (held_by_[block] && !kind_[block]) {
        kind_[block] = numberOf(*held_by_[block], heap.bytes(block), own(block));
        f(block);
        more = true;
      }
    return more;
  }

private:
  u16 numberOf(const refsan_field &field, usize bytes, const BlockKind &own);

  static const refsan_field kAny;
  bool any_ = false, any_arrays_ = false;
  scratch::Array<const refsan_field *> held_by_; // by block
  scratch::Array<u16> kind_;                     // by block, plus 1
  Vector<BlockKind> kinds_;
  FieldPlans plans_;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_HELD_STORAGE_H
