//===- block_kinds.cpp - what the blocks of a context are -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/block_kinds.h"

namespace refsan {
namespace {

struct ProtocolRow {
  const char *name;
  u32 width, strong, weak, implicit, bias;
  const char *weak_name;
};
constexpr ProtocolRow protocol_rows[] = {
#define REFSAN_PROTOCOL(Enum, Id, Name, Width, Strong, Weak, Implicit, Bias, WeakName)                                 \
  {Name, Width, Strong, Weak, Implicit, Bias, WeakName},
#include "refsan/kinds.def"
};
constexpr u32 kOneEach = 255; // of the implicit weak count
constexpr u32 kProtocols = sizeof protocol_rows / sizeof protocol_rows[0];

const ProtocolRow &rowOf(Protocol protocol) {
  u32 i = static_cast<u32>(protocol);
  return protocol_rows[i < kProtocols ? i : 0];
}

bool inRust(const refsan_site *site) {
  StringView function = site ? site->function : nullptr;
  if (startsWith(function, "<"))
    function = function.from(1);
  return startsWith(function, "alloc::") || startsWith(function, "core::") || startsWith(function, "hashbrown::");
}

u64 countAt(uptr address, u32 width) {
  if (width == 8)
    return wordAt(address);
  if (width == 2) {
    u16 count;
    __builtin_memcpy(&count, reinterpret_cast<const void *>(address), sizeof count);
    return count;
  }
  u32 count;
  __builtin_memcpy(&count, reinterpret_cast<const void *>(address), sizeof count);
  return count;
}

// A count of the width, with its bias: one below zero is zero.
u64 handlesAt(uptr address, u32 width, u32 bias) {
  u64 handles = countAt(address, width) + bias;
  return width == 8 ? handles : handles & ((u64(1) << width * 8) - 1);
}

} // namespace

BlockKind kindOf(const Context &context) {
  BlockKind kind;
  const refsan_site *site = context.describedBy();
  kind.foreign = !context.site;
  kind.rust = inRust(context.site) || inRust(context.typed);
  kind.stored = site && site->flags & REFSAN_SITE_STORES;
  if (!site || !site->type)
    return kind;
  kind.type = site->type;
  kind.layout = static_cast<Layout>(site->layout);
  if (kind.type->protocol < kProtocols)
    kind.protocol = static_cast<Protocol>(kind.type->protocol);
  if (isCountedArray(kind.layout))
    kind.protocol = kind.layout == Layout::ThenCounts ? Protocol::SharedPtr : Protocol::LibcxxSharedPtr;
  kind.typed = (kind.type->flags & REFSAN_TYPE_COMPLETE) && kind.type->size > 0;
  kind.hidden = kind.type->flags & REFSAN_TYPE_PRIVATE;
  kind.rust |= kind.protocol == Protocol::RustRc || kind.protocol == Protocol::RustArc;
  return kind;
}

void BlockKinds::create(const LeakedHeap &heap) {
  kinds_.clear();
  any_counted_ = any_control_ = false;
  FieldPlans plans;
  for (const Context *context : heap.contexts()) {
    BlockKind kind = context ? kindOf(*context) : BlockKind();
    any_counted_ |= kind.protocol != Protocol::None;
    any_control_ |= kind.protocol != Protocol::None && kind.hidden;
    if (kind.typed)
      kind.plan = plans.of(*kind.type);
    scratch::push(kinds_, kind);
  }
  plans.release();
}

// How long the count in front of an array's elements is: as long as they are aligned.
static usize cookieOf(usize bytes, usize element) {
  for (usize cookie = sizeof(uptr); element && cookie < bytes && cookie <= 4096; cookie *= 2)
    if ((bytes - cookie) % element == 0)
      return cookie;
  return 0;
}

uptr objectIn(uptr address, usize bytes, const BlockKind &kind) {
  if (kind.layout == Layout::Linked)
    return address + kLinkBytes;
  if (kind.layout == Layout::Cookie && kind.type)
    return address + cookieOf(bytes, kind.type->size);
  bool at_end = kind.layout == Layout::End && kind.type && bytes >= kind.type->size;
  if (!at_end)
    return address;
  return address + bytes - kind.type->size + usize(kind.type->flags >> REFSAN_TYPE_FRONT_SHIFT) * sizeof(uptr);
}

namespace {
// A count inside the object.
u64 countInside(uptr address, usize bytes, const BlockKind &kind) {
  u32 width = kind.type ? kind.type->count_bytes & REFSAN_COUNT_BYTES : 0;
  if (!width)
    return 0;
  uptr count = objectIn(address, bytes, kind) + static_cast<uptr>(static_cast<int>(kind.type->count_offset));
  if (count < address || address + bytes < count + width)
    return 0;
  u32 shift = kind.type->count_bytes >> REFSAN_COUNT_SHIFT & REFSAN_COUNT_MOST;
  u32 bits = kind.type->count_bytes >> REFSAN_COUNT_BITS;
  u64 handles = handlesAt(count, width, 0) >> shift;
  return bits ? handles & ((u64(1) << bits) - 1) : handles;
}

// Where the counts of the row's protocol are; 0: the block is too small for them.
uptr placeOfCounts(uptr address, usize bytes, const BlockKind &kind, const ProtocolRow &row) {
  if (kind.layout == Layout::ThenCounts) {
    usize control = controlBlockAfter(address, bytes, kind.type->size).offset;
    address += control;
    bytes -= control;
  }
  return bytes < row.strong + row.width || bytes < row.weak + row.width ? 0 : address;
}
} // namespace

u64 strongCountAt(uptr address, usize bytes, const BlockKind &kind) {
  const ProtocolRow &row = rowOf(kind.protocol);
  if (row.width == 0)
    return countInside(address, bytes, kind);
  uptr at = placeOfCounts(address, bytes, kind, row);
  return at ? handlesAt(at + row.strong, row.width, row.bias) : 0;
}

Counts countsAt(uptr address, usize bytes, const BlockKind &kind) {
  const ProtocolRow &row = rowOf(kind.protocol);
  Counts counts = {strongCountAt(address, bytes, kind), 0};
  uptr at = row.width ? placeOfCounts(address, bytes, kind, row) : 0;
  if (!at)
    return counts;
  u64 weak = handlesAt(at + row.weak, row.width, row.bias);
  u64 implicit = row.implicit == kOneEach ? counts.strong : counts.strong ? row.implicit : 0;
  counts.weak = weak - (weak < implicit ? weak : implicit);
  return counts;
}

ControlBlock controlBlockAfter(uptr address, usize bytes, usize element) {
  constexpr usize kSize = 40, kCount = 16, kArray = 32;
  for (u64 count = element ? bytes / element : 0, tried = 0; count-- > 0 && tried < kSize + 8; ++tried) {
    usize offset = (count * element + 7) & ~usize(7);
    if (offset + kSize <= bytes && wordAt(address + offset + kCount) == count &&
        wordAt(address + offset + kArray) == address)
      return {offset, count};
  }
  return {bytes, 0};
}

const char *weakName(Protocol protocol) { return rowOf(protocol).weak_name; }

} // namespace refsan
