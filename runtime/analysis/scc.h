//===- scc.h - strongly connected components --------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tarjan's algorithm in Pearce's form: one word a node, explicit stacks, so that
// a ring of ten million nodes takes no more stack than two. Linear, pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SCC_H
#define REFSAN_ANALYSIS_SCC_H

#include "analysis/scratch.h"
#include "base/ints.h"

namespace refsan {

// The components with more than one node, or one node with an edge to itself.
// Component i has members[first[i]] .. members[first[i + 1] - 1].
struct Components {
  scratch::Array<u32> members; // with room for all nodes
  Vector<u32> first;
  scratch::Array<u32> of; // equal for nodes of one component; 0: not included

  u32 size() const { return first.empty() ? 0 : static_cast<u32>(first.size()) - 1; }
  Span<u32> at(u32 i) const { return {members.data + first[i], first[i + 1] - first[i]}; }
  void release() {
    members.free();
    first.release();
    of.free();
  }
};

// View: u32 size(); bool includes(node); u32 firstEdge(node), endEdge(node); bool
// follows(edge); u32 target(edge). Edges to nodes that are not
// included must not be followed.
template <typename View> class SccFinder {
public:
  SccFinder(const View &view, Components &out) : view_(view), out_(out) {}

  void run() {
    u32 size = view_.size();
    REFSAN_CHECK(size < kRoot);
    out_.of.makeToFill(size);
    out_.members.makeToFill(size);
    path_.makeToFill(size);
    rindex_ = out_.of.data;
    next_component_ = size; // indexes in use stay below the numbers given out
    waiting_ = size;
    for (u32 node = 0; node < size; ++node)
      if (view_.includes(node) && rindex_[node] == 0)
        visit(node);
    scratch::push(out_.first, found_);
    path_.free();
  }

private:
  static constexpr u32 kRoot = 1u << 31; // no way back from the node was found so far
  struct Frame {
    u32 node; // and kRoot
    u32 edge; // the next to look at
  };

  void visit(u32 start) {
    u32 depth = 0;
    auto enter = [&](u32 node) {
      rindex_[node] = next_index_++;
      path_[depth++] = {node | kRoot, view_.firstEdge(node)};
    };
    enter(start);
    while (depth > 0) {
      Frame &frame = path_[depth - 1];
      u32 node = frame.node & ~kRoot, root = frame.node & kRoot, lowest = rindex_[node];
      u32 edge = frame.edge, end = view_.endEdge(node), unseen = node;
      for (; edge < end; ++edge) {
        if (!view_.follows(edge))
          continue;
        u32 to = view_.target(edge), index = rindex_[to];
        if (index == 0) {
          unseen = to;
          break;
        }
        root = index < lowest ? 0 : root;
        lowest = index < lowest ? index : lowest;
      }
      rindex_[node] = lowest;
      if (unseen != node) {
        frame = {node | root, edge}; // looks at this edge again when it is done
        enter(unseen);
        continue;
      }
      --depth;
      leave(node, root != 0);
    }
  }

  // Nodes that are left wait for their component at the far end of the members.
  void leave(u32 node, bool root) {
    u32 *members = out_.members.data;
    if (!root) {
      members[--waiting_] = node;
      return;
    }
    --next_index_;
    u32 begin = found_, index = rindex_[node];
    u32 first_waiting = waiting_;
    while (waiting_ < view_.size() && index <= rindex_[members[waiting_]]) {
      rindex_[members[waiting_++]] = next_component_;
      --next_index_;
    }
    rindex_[node] = next_component_--;
    if (waiting_ == first_waiting && !pointsToItself(node))
      return;
    // The node's own place is free: it did not wait.
    members[found_++] = node;
    for (u32 i = first_waiting; i < waiting_; ++i)
      members[found_++] = members[i];
    scratch::push(out_.first, begin);
  }

  bool pointsToItself(u32 node) const {
    for (u32 edge = view_.firstEdge(node); edge < view_.endEdge(node); ++edge)
      if (view_.follows(edge) && view_.target(edge) == node)
        return true;
    return false;
  }

  const View &view_;
  Components &out_;
  // 0: not seen; while on the path or waiting: the lowest index it leads to;
  // then the component's number, which is larger than all indexes in use.
  u32 *rindex_ = nullptr;
  u32 next_index_ = 1;
  u32 next_component_ = 0;
  u32 found_ = 0;   // members of complete components
  u32 waiting_ = 0; // the first that waits
  scratch::Array<Frame> path_;
};

template <typename View> void findComponents(const View &view, Components &out) { SccFinder<View>(view, out).run(); }

} // namespace refsan

#endif // REFSAN_ANALYSIS_SCC_H
