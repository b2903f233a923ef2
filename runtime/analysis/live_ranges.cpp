//===- live_ranges.cpp - which part of a buffer is in use -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/live_ranges.h"

#include "analysis/workers.h"

namespace refsan {

void LiveRanges::create(u32 blocks) {
  begin_.make(blocks); // what is not used costs nothing
  end_.make(blocks);
}

void LiveRanges::release() {
  begin_.free();
  end_.free();
  any_ = false;
}

void LiveRanges::add(const LeakedHeap &heap, u32 block, uptr begin, uptr end) {
  Range range = heap.range(block);
  if (begin < range.begin || end < begin || end > range.end || range.size() >= kNone - 1)
    return;
  u32 first = static_cast<u32>(begin - range.begin), last = static_cast<u32>(end - range.begin) + 1;
  if (end_[block] && begin_[block] >= end_[block]) {
    first = 0, last = static_cast<u32>(range.size()) + 1;
  } else if (end_[block]) {
    first = first < begin_[block] ? first : begin_[block];
    last = last > end_[block] ? last : end_[block];
  }
  __atomic_store_n(&begin_[block], first, __ATOMIC_RELAXED);
  __atomic_store_n(&end_[block], last, __ATOMIC_RELAXED);
}

// Rust's VecDeque: its room, its buffer's address, the first element, how many there are.
void LiveRanges::addRing(const LeakedHeap &heap, uptr object, usize size, u32 buffer) {
  u64 room = wordAt(object - 8), first = wordAt(object + 8), count = wordAt(object + 16);
  uptr begin = heap.address(buffer);
  if (room > heap.bytes(buffer) / size || first > room || count > room)
    return;
  if (first + count <= room)
    return add(heap, buffer, begin + first * size, begin + (first + count) * size);
  if (end_[buffer] || count == room)
    return add(heap, buffer, begin, begin + room * size);
  __atomic_store_n(&begin_[buffer], static_cast<u32>(first * size), __ATOMIC_RELAXED);
  __atomic_store_n(&end_[buffer], static_cast<u32>((first + count - room) * size) + 1, __ATOMIC_RELAXED);
}

// libstdc++'s deque: its map's address and size, then iterators to the first element and to the end, each: the element,
// its chunk's begin and end, its chunk's place in the map.
void LiveRanges::addDeque(const LeakedHeap &heap, uptr object, u32 map) {
  uptr first = wordAt(object + 16), first_chunk = wordAt(object + 24), first_node = wordAt(object + 40);
  uptr end = wordAt(object + 48), end_chunk = wordAt(object + 56), end_node = wordAt(object + 72);
  add(heap, map, first_node, end_node + 8);
  u32 from = heap.find(first_chunk), to = heap.find(end_chunk);
  if (from == kNone || to == kNone || heap.address(from) != first_chunk || heap.address(to) != end_chunk)
    return;
  if (from == to) {
    add(heap, from, first, end);
    return;
  }
  add(heap, from, first, heap.range(from).end);
  add(heap, to, end_chunk, end);
}

// libc++'s deque: its map's first address in use, their end, the map's end, how many elements of the first chunk are
// gone and how many there are. A chunk before or behind those is spare.
void LiveRanges::addSegments(const LeakedHeap &heap, uptr object, usize size, u32 map) {
  uptr nodes = wordAt(object), nodes_end = wordAt(object + 8), each = segmentSize(size);
  u64 gone = wordAt(object + 24), count = wordAt(object + 32);
  Range whole = heap.range(map);
  if (nodes < whole.begin || nodes > nodes_end || nodes_end > whole.end)
    return;
  add(heap, map, nodes, nodes_end);
  u64 room = (nodes_end - nodes) / sizeof(uptr) * each;
  if (gone > room || count > room - gone)
    return;
  for (u64 first = 0; first < room; first += each, nodes += sizeof(uptr)) {
    uptr chunk = wordAt(nodes);
    u32 block = heap.find(chunk);
    if (block == kNone || heap.address(block) != chunk || heap.bytes(block) < each * size)
      continue;
    u64 from = gone > first ? gone - first : 0, to = gone + count > first ? gone + count - first : 0;
    u64 end = to < each ? to : each;
    if (from >= end)
      add(heap, block, chunk, chunk);
    else if (from || end < each)
      add(heap, block, chunk + from * size, chunk + end * size);
  }
}

void LiveRanges::note(const LeakedHeap &heap, u32 holder, const Pointer &pointer, u32 to) {
  Layout layout = static_cast<Layout>(pointer.field->layout);
  const refsan_type *element = pointer.field->pointee;
  usize size = element ? element->size : 0, words = 2;
  if (layout == Layout::Chunks || layout == Layout::Segments || layout == Layout::Ring)
    words = layout == Layout::Chunks ? 10 : layout == Layout::Segments ? 5 : 3;
  bool counts = layout == Layout::Counted || layout == Layout::Ring || layout == Layout::Segments;
  Range range = heap.range(holder);
  bool at_start = heap.address(to) == pointer.value || layout == Layout::Segments;
  if (!at_start || pointer.slot + words * 8 > range.end || (counts && !size) ||
      (layout == Layout::Ring && pointer.slot < range.begin + 8))
    return;
  refsan::note(&any_);
  if (layout == Layout::Chunks)
    addDeque(heap, pointer.slot, to);
  else if (layout == Layout::Segments)
    addSegments(heap, pointer.slot, size, to);
  else if (layout == Layout::Ring)
    addRing(heap, pointer.slot, size, to);
  else if (layout == Layout::Counted && wordAt(pointer.slot + 8) <= heap.bytes(to) / size)
    add(heap, to, pointer.value, pointer.value + wordAt(pointer.slot + 8) * size);
  else if (layout == Layout::Filled)
    add(heap, to, pointer.value, wordAt(pointer.slot + 8));
}

} // namespace refsan
