//===- pointers.h - the pointers in a leaked block --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds the pointers a block holds: by the fields of its type where they are all
// known, else every aligned word. Pure; templates, because this is where a check
// of many leaks spends its time.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_POINTERS_H
#define REFSAN_ANALYSIS_POINTERS_H

#include "analysis/block_kinds.h"

namespace refsan {

struct Pointer {
  uptr slot;                 // where it lies
  uptr value;                // never null
  const refsan_field *field; // null: a word of unknown meaning
  u64 element;               // of the block's elements, from 0
};

// Where the values of a block lie.
struct Elements {
  uptr first; // address of element 0
  u64 count;
  bool down;          // each further element lies below the one before
  const u8 *occupied; // a byte an element whose top bit is clear if it is there; null: all are
  uptr rest;          // from here to the block's end nothing is known; 0: nothing is there
};
Elements elementsOf(const BlockKind &kind, uptr address, usize bytes);

// A C++ handle is two words, the object's address and the control block's: the
// second one says all.
inline bool isHalfOfHandle(const refsan_field &field, const refsan_field &next) {
  return static_cast<Strength>(field.strength) == Strength::Raw && next.offset == field.offset + 8 &&
         (static_cast<Strength>(next.strength) == Strength::Strong ||
          static_cast<Strength>(next.strength) == Strength::Weak) &&
         (field.path == next.path || StringView(field.path) == next.path);
}

// Whether the field's variant of an enum is the one that the object at `element` has.
bool isThere(const refsan_variant *variant, uptr element);

template <typename F> void forEachWord(uptr begin, uptr end, F &f) {
  for (uptr p = (begin + 7) & ~uptr(7); p + 8 <= end; p += 8)
    if (uptr value = wordAt(p))
      f(Pointer{p, value, nullptr, 0});
}

// Calls f(Pointer) in the order of elements and offsets. The block must be readable.
template <typename F> void forEachPointer(const LeakedHeap &heap, const BlockKind &kind, u32 block, F f) {
  Range range = heap.range(block);
  if (!kind.typed) {
    forEachWord(range.begin, range.end, f);
    return;
  }
  Elements elements = elementsOf(kind, range.begin, range.size());
  if (kind.layout == Layout::End)
    forEachWord(range.begin, elements.first, f);
  const refsan_type &type = *kind.type;
  for (u64 i = 0; i < elements.count && type.field_count > 0; ++i) {
    if (elements.occupied && elements.occupied[i] & 0x80)
      continue;
    uptr element = elements.down ? elements.first - i * type.size : elements.first + i * type.size;
    for (u32 k = 0; k < type.field_count; ++k) {
      uptr slot = element + type.fields[k].offset;
      if (slot + 8 > range.end)
        break;
      if (k + 1 < type.field_count && isHalfOfHandle(type.fields[k], type.fields[k + 1]))
        continue;
      uptr value = wordAt(slot);
      if (value && isThere(type.fields[k].variant, element))
        f(Pointer{slot, value, &type.fields[k], i});
    }
  }
  if (elements.rest)
    forEachWord(elements.rest, range.end, f);
}

} // namespace refsan

#endif // REFSAN_ANALYSIS_POINTERS_H
