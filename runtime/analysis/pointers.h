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

// The field that the word at `slot` of a block is: "next", "[2].next". Null: not known.
const char *fieldAt(const BlockKind &kind, uptr address, usize bytes, uptr slot);

// Whether the field's variant of an enum is the one that the object at `element` has, the number `index` of its block.
bool isThere(const refsan_variant *variant, uptr element, u64 index);

// Of memory whose fields are not known.
template <typename F> void forEachUnknown(Range range, F &f) {
  forEachWord(range, [&](uptr slot, uptr value) {
    if (value)
      f(slot, value, nullptr);
  });
}

// The fields of the value at `element`, as far as its block goes.
template <typename F> inline void forEachField(const FieldPlan &plan, uptr element, u64 index, uptr end, F &f) {
  for (const PlannedField &field : plan.fields) {
    uptr slot = element + field.offset;
    if (slot + 8 > end)
      break;
    uptr value = wordAt(slot);
    if (value && (!(field.asks & PlannedField::kVariant) || isThere(field.field->variant, element, index)))
      f(slot, value, &field);
  }
}

template <typename F> void forEachPointerIn(const Elements &elements, const BlockKind &kind, Range range, F &f) {
  if (kind.layout == Layout::End)
    forEachUnknown({range.begin, elements.first}, f);
  for (u64 i = 0; i < elements.count && kind.plan->fields.size > 0; ++i) {
    if (elements.occupied && elements.occupied[i] & 0x80)
      continue;
    u64 distance = i * kind.type->size;
    forEachField(*kind.plan, elements.down ? elements.first - distance : elements.first + distance, i, range.end, f);
  }
  if (elements.rest)
    forEachUnknown({elements.rest, range.end}, f);
}

// Calls f(slot, value, const PlannedField *) in the order of elements and offsets; the value is never null; no field: a
// word of unknown meaning. The block must be readable.
template <typename F> void forEachPointer(const LeakedHeap &heap, const BlockKind &kind, u32 block, F f) {
  Range range = heap.range(block);
  if (!kind.typed) {
    forEachUnknown(range, f);
  } else if (kind.layout == Layout::One && range.size() <= kind.type->size) { // most
    forEachField(*kind.plan, range.begin, 0, range.end, f);
  } else {
    forEachPointerIn(elementsOf(kind, range.begin, range.size()), kind, range, f);
  }
}

} // namespace refsan

#endif // REFSAN_ANALYSIS_POINTERS_H
