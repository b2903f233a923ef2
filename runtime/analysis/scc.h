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
  Vector<u32> members;
  Vector<u32> first;
  u32 size() const { return first.empty() ? 0 : static_cast<u32>(first.size()) - 1; }
  Span<u32> at(u32 i) const { return {members.data() + first[i], first[i + 1] - first[i]}; }
  void release() {
    members.release();
    first.release();
  }
};

// View: u32 size(); bool includes(node); u32 firstEdge(node), for node up to
// size(); bool follows(edge); u32 target(edge). Edges to nodes that are not
// included must not be followed.
template <typename View> class SccFinder {
public:
  SccFinder(const View &view, Components &out) : view_(view), out_(out) {}

  void run() {
    u32 size = view_.size();
    REFSAN_CHECK(size < kRoot);
    rindex_.make(size);
    next_component_ = size; // indexes in use stay below the numbers given out
    for (u32 node = 0; node < size; ++node)
      if (view_.includes(node) && rindex_[node] == 0)
        visit(node);
    scratch::push(out_.first, static_cast<u32>(out_.members.size()));
    rindex_.free();
    path_.release();
    waiting_.release();
  }

private:
  static constexpr u32 kRoot = 1u << 31; // no way back from the node was found so far
  struct Frame {
    u32 node; // and kRoot
    u32 edge; // the next to look at
  };

  void enter(u32 node) {
    rindex_[node] = next_index_++;
    scratch::push(path_, {node | kRoot, view_.firstEdge(node)});
  }

  void visit(u32 start) {
    enter(start);
    while (!path_.empty()) {
      Frame &frame = path_.back();
      u32 node = frame.node & ~kRoot;
      if (frame.edge == view_.firstEdge(node + 1)) {
        leave(node, frame.node & kRoot);
        continue;
      }
      u32 edge = frame.edge;
      u32 to = view_.follows(edge) ? view_.target(edge) : node;
      if (rindex_[to] == 0) {
        enter(to); // looks at this edge again when it is done
        continue;
      }
      if (rindex_[to] < rindex_[node]) {
        rindex_[node] = rindex_[to];
        frame.node &= ~kRoot;
      }
      ++frame.edge;
    }
  }

  void leave(u32 node, bool root) {
    path_.pop();
    if (!root) {
      scratch::push(waiting_, node);
      return;
    }
    --next_index_;
    usize begin = out_.members.size();
    u32 index = rindex_[node];
    scratch::push(out_.members, node);
    while (!waiting_.empty() && index <= rindex_[waiting_.back()]) {
      u32 member = waiting_.pop();
      rindex_[member] = next_component_;
      --next_index_;
      scratch::push(out_.members, member);
    }
    rindex_[node] = next_component_--;
    if (out_.members.size() == begin + 1 && !pointsToItself(node))
      out_.members.pop();
    else
      scratch::push(out_.first, static_cast<u32>(begin));
  }

  bool pointsToItself(u32 node) const {
    for (u32 edge = view_.firstEdge(node); edge < view_.firstEdge(node + 1); ++edge)
      if (view_.follows(edge) && view_.target(edge) == node)
        return true;
    return false;
  }

  const View &view_;
  Components &out_;
  // 0: not seen; while on the path or waiting: the lowest index it leads to;
  // then the component's number, which is larger than all indexes in use.
  scratch::Array<u32> rindex_;
  u32 next_index_ = 1;
  u32 next_component_ = 0;
  Vector<Frame> path_;
  Vector<u32> waiting_; // left, but their component is not complete
};

template <typename View> void findComponents(const View &view, Components &out) { SccFinder<View>(view, out).run(); }

} // namespace refsan

#endif // REFSAN_ANALYSIS_SCC_H
