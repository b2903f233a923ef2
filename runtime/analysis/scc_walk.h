//===- scc_walk.h - strongly connected components of one part ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tarjan's algorithm in Pearce's form: one word a node, explicit stacks, so that
// a ring of ten million nodes takes no more stack than two. Linear, pure.
//
// It looks at the nodes of one part of the graph. What leads out of that, by whatever
// way, is *open*: it may belong to a component that this part does not show.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SCC_WALK_H
#define REFSAN_ANALYSIS_SCC_WALK_H

#include "base/ints.h"

namespace refsan {

// View: see scc.h.
template <typename View> class SccWalk {
public:
  struct Frame {
    u32 node; // and kRoot, kLeadsOut
    u32 edge; // the next to look at
  };
  struct Room {
    u32 begin, end; // nodes
    u32 *index;     // of all nodes
    u32 *members;   // from found on, and path: room for each node of the part
    u32 found;
    Frame *path;
    u32 highest; // of the numbers for components, of which each node takes one at most
  };
  // For index: an open node.
  static constexpr u32 kOpen = ~u32(0);
  static constexpr u32 kMostNodes = 1u << 30;

  SccWalk(const View &view, const Room &room)
      : view_(view), room_(room), index_(room.index), size_(room.end - room.begin), next_component_(room.highest),
        found_(room.found), waiting_(size_) {}

  // Visits the node and what it leads to. Calls found(begin, end, number) for each component with more than one node,
  // or one node with an edge to itself: its members, and what index says of them.
  template <typename F> void visit(u32 start, F found) {
    enter(start);
    while (depth_ > 0) {
      u32 node = room_.path[depth_ - 1].node & ~kFlags, unseen = lookAround(node);
      if (unseen != node) {
        enter(unseen);
        continue;
      }
      u32 flags = room_.path[--depth_].node & kFlags;
      if (flags & kRoot)
        leaveRoot(node, flags & kLeadsOut, found);
      else
        wait(node, flags);
    }
  }
  // The highest of the numbers that were not given to a component.
  u32 nextNumber() const { return next_component_; }

private:
  static constexpr u32 kRoot = 1u << 31;     // no way back from the node was found so far
  static constexpr u32 kLeadsOut = 1u << 30; // a way out of the part was found
  static constexpr u32 kFlags = kRoot | kLeadsOut;

  void enter(u32 node) {
    index_[node] = next_index_++;
    room_.path[depth_++] = {node | kRoot, view_.firstEdge(node)};
  }
  // Follows the edges up to a node that was not seen yet, which is looked at again when that is done; then returns it.
  u32 lookAround(u32 node) {
    Frame &frame = room_.path[depth_ - 1];
    u32 flags = frame.node & kFlags, lowest = index_[node], edge = frame.edge, end = view_.endEdge(node), unseen = node;
    for (; edge < end; ++edge) {
      if (!view_.follows(node, edge))
        continue;
      u32 to = view_.target(node, edge), index = to - room_.begin < size_ ? index_[to] : kOpen;
      if (index == 0) {
        unseen = to;
        break;
      }
      if (index == kOpen)
        flags |= kLeadsOut;
      if (index < lowest) {
        lowest = index;
        flags &= ~kRoot;
      }
    }
    index_[node] = lowest;
    frame = {node | flags, edge};
    return unseen;
  }

  // Nodes that are left wait for their component at the far end of the members; where they lead, it leads.
  void wait(u32 node, u32 flags) {
    room_.members[--waiting_] = node;
    room_.path[depth_ - 1].node |= flags;
  }
  template <typename F> void leaveRoot(u32 node, bool open, F found) {
    u32 *members = room_.members;
    u32 begin = found_, index = index_[node], number = open ? kOpen : next_component_--, first_waiting = waiting_;
    --next_index_;
    while (waiting_ < size_ && index <= index_[members[waiting_]]) {
      index_[members[waiting_++]] = number;
      --next_index_;
    }
    index_[node] = number;
    if (open || (waiting_ == first_waiting && !pointsToItself(node)))
      return;
    // The node's own place is free: it did not wait.
    members[found_++] = node;
    for (u32 i = first_waiting; i < waiting_; ++i)
      members[found_++] = members[i];
    found(begin, found_, number);
  }
  bool pointsToItself(u32 node) const {
    for (u32 edge = view_.firstEdge(node); edge < view_.endEdge(node); ++edge)
      if (view_.follows(node, edge) && view_.target(node, edge) == node)
        return true;
    return false;
  }

  const View &view_;
  const Room room_;
  // 0: not seen; while on the path or waiting: the lowest index it leads to;
  // then the component's number, which is larger than all indexes in use.
  u32 *const index_;
  const u32 size_;
  u32 next_index_ = 1;
  u32 next_component_;
  u32 found_;   // members of complete components
  u32 waiting_; // the first that waits
  u32 depth_ = 0;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_SCC_WALK_H
