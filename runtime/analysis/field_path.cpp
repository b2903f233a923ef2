//===- field_path.cpp - by which field an object holds another ------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/field_path.h"

#include "analysis/live_ranges.h"
#include "base/format.h"

namespace refsan {
namespace {

// A container's node has a link to the next one; where it stands among the nodes
// is not known.
bool isNode(const refsan_type &type) {
  for (u32 i = 0; i < type.field_count; ++i) {
    const refsan_field &field = type.fields[i];
    if (static_cast<Strength>(field.strength) == Strength::Storage &&
        static_cast<Layout>(field.layout) == Layout::One && (!field.path || !*field.path))
      return true;
  }
  return false;
}

// A hash table's element is a pair of key and value, which are no fields of the user's.
const char *withoutPair(const char *path) {
  if (!path || (path[0] != '0' && path[0] != '1') || (path[1] && path[1] != '.'))
    return path;
  return path + (path[1] ? 2 : 1);
}

// "[3].task" -> "task".
const char *afterIndex(const char *path) {
  while (*path && *path != ']')
    ++path;
  path += *path == ']';
  return path + (*path == '.');
}

class PathWriter {
public:
  PathWriter(const Graph &graph, const Vector<PathStep> &way, TextBuilder &text)
      : graph_(graph), way_(way), text_(text) {}

  void write() {
    for (usize i = 0; i < way_.size(); ++i) {
      const PathStep &step = way_[i];
      if (i == 0)
        indexInArray(step);
      else if (i + 1 < way_.size() &&
               (indexInDeque(way_[i - 1], step, way_[i + 1]) || indexInOtherDeque(way_[i - 1], step, way_[i + 1])))
        ++i;
      else if (graph_.kind(step.block).protocol == Protocol::None && !isOnlyValue(way_[i - 1], step))
        index(way_[i - 1], step);
      name(way_[i]);
    }
  }

private:
  static Layout layoutOf(const PathStep &step) {
    return step.pointer.field ? static_cast<Layout>(step.pointer.field->layout) : Layout::One;
  }

  // A block that has one value, and one owner.
  bool isOnlyValue(const PathStep &owner, const PathStep &value) const {
    const BlockKind &kind = graph_.kind(value.block);
    return owner.pointer.field && static_cast<Strength>(owner.pointer.field->strength) == Strength::Owner &&
           kind.typed && kind.layout == Layout::One;
  }

  void name(const PathStep &step) {
    const char *path = step.pointer.field ? step.pointer.field->path : nullptr;
    if (graph_.kind(step.block).typed && graph_.kind(step.block).layout == Layout::Buckets)
      path = withoutPair(path);
    // Where an element stands among those of one node of several says nothing.
    if (path && *path == '[' && endsWith(text_.view(), "[…]"))
      path = afterIndex(path);
    if (path && *path)
      text_.text(text_.size() && *path != '[' ? "." : "").text(path);
  }

  // The member may be an array of several itself.
  void indexInArray(const PathStep &step) {
    const BlockKind &kind = graph_.kind(step.block);
    if (kind.typed && kind.layout != Layout::One &&
        elementsOf(kind, graph_.heap().address(step.block), graph_.heap().bytes(step.block)).count > 1)
      text_.character('[').decimal(step.pointer.element).character(']');
  }

  // A ring's elements are counted from its first one.
  u64 elementOf(const PathStep &owner, const PathStep &step) const {
    uptr ring = owner.pointer.slot;
    if (layoutOf(owner) != Layout::Ring || !graph_.heap().readable({ring - 8, ring + 16}))
      return step.pointer.element;
    u64 room = wordAt(ring - 8), first = wordAt(ring + 8), element = step.pointer.element;
    return element >= first ? element - first : element + room - first;
  }

  void index(const PathStep &owner, const PathStep &step) {
    const BlockKind &kind = graph_.kind(step.block);
    bool array = isPlainArray(kind.layout) || kind.layout == Layout::Cookie || kind.layout == Layout::Headed;
    if (kind.typed && array && !isNode(*kind.type))
      text_.character('[').decimal(elementOf(owner, step)).character(']');
    else if (!endsWith(text_.view(), "[…]"))
      text_.text("[…]");
  }

  usize elementSize(const PathStep &array) const {
    const BlockKind &kind = graph_.kind(array.block);
    return kind.typed && isPlainArray(kind.layout) ? kind.type->size : 0;
  }

  // libc++'s object: the map's four addresses, of which the second is the first chunk's, then how many elements of that
  // are gone. Its chunks are of one size.
  bool indexInOtherDeque(const PathStep &deque, const PathStep &map, const PathStep &chunk) {
    usize size = layoutOf(deque) == Layout::Segments && elementSize(map) == sizeof(uptr) ? elementSize(chunk) : 0;
    u64 each = size ? segmentSize(size) : 0;
    uptr begin = deque.pointer.slot;
    if (!size || graph_.heap().bytes(chunk.block) != each * size || !graph_.heap().readable({begin, begin + 32}))
      return false;
    u64 gone = wordAt(begin + 24), element = (map.pointer.slot - wordAt(begin)) / 8 * each + chunk.pointer.element;
    if (map.pointer.slot < wordAt(begin) || element < gone)
      return false;
    text_.character('[').decimal(element - gone).character(']');
    return true;
  }

  // A deque is a map of chunks, the first of which begins with elements that are gone. (libstdc++'s object: the map's
  // address and size, then an iterator to the first element: it, its chunk's begin and end, its place in the map.)
  bool indexInDeque(const PathStep &deque, const PathStep &map, const PathStep &chunk) {
    usize size = layoutOf(deque) == Layout::Chunks ? elementSize(chunk) : 0;
    uptr header = deque.pointer.slot;
    if (!size || !graph_.heap().readable({header, header + 48}))
      return false;
    uptr current = wordAt(header + 16), first = wordAt(header + 24), last = wordAt(header + 32),
         node = wordAt(header + 40);
    u64 chunks = (map.pointer.slot - node) / 8, gone = (current - first) / size;
    u64 element = chunks * ((last - first) / size) + chunk.pointer.element;
    if (first > current || current > last || map.pointer.slot < node || element < gone)
      return false;
    text_.character('[').decimal(element - gone).character(']');
    return true;
  }

  const Graph &graph_;
  const Vector<PathStep> &way_;
  TextBuilder &text_;
};

} // namespace

const char *fieldPath(const Graph &graph, const Vector<PathStep> &way) {
  if (way.empty() || !way[0].pointer.field)
    return nullptr;
  char buffer[512];
  TextBuilder text(buffer, sizeof buffer);
  PathWriter(graph, way, text).write();
  return text.size() ? scratch::copy(text.view())
                     : "value"; // a block that is nothing but the handle: Box<Option<Rc<T>>>
}

} // namespace refsan
