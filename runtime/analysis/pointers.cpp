//===- pointers.cpp - how the values of a block are laid out --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/pointers.h"

#include "base/format.h"

namespace refsan {
namespace {

// Array new puts the count right before the first element, which is aligned:
// the block tells how much room that took.
Elements afterCookie(uptr address, usize bytes, usize size) {
  for (usize cookie = 8; cookie <= 4096 && cookie <= bytes; cookie *= 2)
    if ((bytes - cookie) % size == 0 && wordAt(address + cookie - 8) == (bytes - cookie) / size)
      return {address + cookie, (bytes - cookie) / size, false, nullptr, 0};
  return {address, 0, false, nullptr, address};
}

// hashbrown: a power of two of values, a control byte for each and a group of 16
// more; the values end, aligned to 16, where the control bytes begin.
Elements inBuckets(uptr address, usize bytes, usize size) {
  constexpr usize kGroup = 16;
  for (u64 count = 1; count <= bytes; count *= 2) {
    usize values = (count * size + kGroup - 1) & ~(kGroup - 1);
    if (values + count + kGroup == bytes)
      return {address + values - size, count, true, reinterpret_cast<const u8 *>(address + values), 0};
  }
  return {address, 0, false, nullptr, address};
}

// libc++: a table and two counts, then the number of elements; these end the block.
Elements behindControlBlock(uptr address, usize bytes, usize size) {
  constexpr usize kCount = 24, kFirst = 32;
  u64 count = bytes >= kFirst ? wordAt(address + kCount) : 0;
  if (!count || count > (bytes - kFirst) / size)
    return {address, 0, false, nullptr, address};
  return {address + kFirst, count, false, nullptr, 0};
}

// Qt: how many have a reference, the number of elements, the room for them (each 4 bytes); how far it is to the first.
Elements behindHeader(uptr address, usize bytes, usize size) {
  constexpr usize kCount = 4, kFirst = 16;
  usize first = bytes >= kFirst + 8 ? wordAt(address + kFirst) : bytes;
  u32 count = 0;
  if (first < bytes)
    __builtin_memcpy(&count, reinterpret_cast<const void *>(address + kCount), sizeof count);
  if (!count || count > (bytes - first) / size)
    return {address, 0, false, nullptr, 0};
  return {address + first, count, false, nullptr, 0};
}

} // namespace

bool isThere(const refsan_variant *variant, uptr element, u64 index) {
  constexpr unsigned short kOdd = 2;
  for (; variant; variant = variant->outer) {
    u64 tag = 0;
    __builtin_memcpy(&tag, reinterpret_cast<const void *>(element + variant->tag_offset), variant->tag_bytes);
    if (variant->outside == kOdd) {
      if ((tag - index) % 2 == 0)
        return false;
      continue;
    }
    bool inside = variant->low <= tag && tag <= variant->high;
    if (inside == (variant->outside != 0))
      return false;
  }
  return true;
}

Elements elementsOf(const BlockKind &kind, uptr address, usize bytes) {
  usize size = kind.type->size;
  switch (kind.layout) {
  case Layout::Many:
  case Layout::Array:
    return {address, bytes / size, false, nullptr, 0};
  case Layout::Cookie:
    return afterCookie(address, bytes, size);
  case Layout::Buckets:
    return inBuckets(address, bytes, size);
  case Layout::End:
    if (bytes >= size)
      return {address + bytes - size, 1, false, nullptr, 0};
    break;
  case Layout::Headed:
    return behindHeader(address, bytes, size);
  case Layout::Linked:
    return {address + kLinkBytes, 1, false, nullptr, (address + kLinkBytes + size + 7) & ~uptr(7)};
  case Layout::ThenCounts:
    return {address, controlBlockAfter(address, bytes, size).elements, false, nullptr, 0};
  case Layout::AfterCounts:
    return behindControlBlock(address, bytes, size);
  case Layout::BehindCounts:
    return {address + kCountBytes, bytes > kCountBytes ? (bytes - kCountBytes) / size : 0, false, nullptr, 0};
  case Layout::Chunks: // of fields only
  case Layout::Segments:
  case Layout::Filled:
  case Layout::Counted:
  case Layout::Ring:
  case Layout::Stored:
  case Layout::One:
    break;
  }
  // More than one value may have been asked for by hand: malloc(sizeof(T) + n).
  return {address, 1, false, nullptr, bytes > size ? (address + size + 7) & ~uptr(7) : 0};
}

const char *fieldAt(const BlockKind &kind, uptr address, usize bytes, uptr slot) {
  if (!kind.type || !kind.type->size)
    return nullptr;
  Elements elements = elementsOf(kind, address, bytes);
  usize size = kind.type->size;
  u64 element = elements.down ? (elements.first + size - 1 - slot) / size : (slot - elements.first) / size;
  uptr begin = elements.down ? elements.first - element * size : elements.first + element * size;
  if (element >= elements.count)
    return nullptr;
  for (u32 i = 0; i < kind.type->field_count; ++i) {
    const refsan_field &field = kind.type->fields[i];
    if (begin + field.offset != slot || !isThere(field.variant, begin, element))
      continue;
    char buffer[256];
    TextBuilder text(buffer, sizeof buffer);
    if (elements.count > 1)
      text.character('[').decimal(element).text(*field.path ? "]." : "]");
    text.text(field.path);
    return text.size() ? scratch::copy(text.view()) : nullptr;
  }
  return nullptr;
}

} // namespace refsan
