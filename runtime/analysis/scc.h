//===- scc.h - strongly connected components --------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Workers look at parts of the graph, side by side. What leads from one part to
// another is looked at once more, by one worker; but of nodes in a row, each of which
// leads to the next one alone, only at the ends. Linear, pure; the result does not
// depend on the number of workers.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SCC_H
#define REFSAN_ANALYSIS_SCC_H

#include "analysis/scc_walk.h"
#include "analysis/scratch.h"
#include "analysis/workers.h"

namespace refsan {

// The components with more than one node, or one node with an edge to itself.
// Component i has members[first[i]] .. members[first[i + 1] - 1].
struct Components {
  scratch::Array<u32> members; // with room for all nodes
  Vector<u32> first;
  scratch::Array<u32> of; // equal for nodes of one component, at most numberLimit(nodes); 0: not included

  static usize numberLimit(u32 nodes) { return 2 * usize(nodes); }
  u32 size() const { return first.empty() ? 0 : static_cast<u32>(first.size()) - 1; }
  Span<u32> at(u32 i) const { return {members.data + first[i], first[i + 1] - first[i]}; }
  void release() {
    members.free();
    first.release();
    of.free();
  }
};

// View: u32 size(); bool includes(node); u32 firstEdge(node), endEdge(node); bool
// follows(node, edge); u32 target(node, edge). Edges to nodes that are not
// included must not be followed.
template <typename View, u32 kPart = Workers::kPart> class SccFinder {
public:
  SccFinder(const View &view, const Workers &workers, Components &out) : view_(view), workers_(workers), out_(out) {}

  void run() {
    u32 size = view_.size();
    REFSAN_CHECK(size < Walk::kMostNodes);
    out_.of.makeToFill(size);
    out_.members.makeToFill(size);
    part_count_ = size / kPart + (size % kPart != 0);
    parts_ = scratch::make<Part>(part_count_);
    paths_ = scratch::make<typename Walk::Frame *>(workers_.count());
    for (u32 i = 0; i < workers_.count(); ++i)
      paths_[i] = scratch::make<typename Walk::Frame>(kPart + kApart);
    ends_.make(size); // costs nothing where nothing is open
    workers_.forEach(part_count_, [this](u32 part, u32 worker) { lookAtPart(part, worker); });
    joinParts();
    if (open_)
      lookAtOpen();
    scratch::push(out_.first, found_);
    ends_.free();
  }

private:
  using Walk = SccWalk<View>;
  static constexpr u32 kFirst = 1u << 31; // in members: a component begins
  struct Part {
    u32 found, open; // nodes
    u32 next_number;
  };
  // Nodes in a row have one edge, to the end of that.
  struct RowsView {
    const SccFinder &finder;
    bool inRow(u32 node) const { return finder.endOf(node) != node; }
    u32 firstEdge(u32 node) const { return inRow(node) ? 0 : finder.view_.firstEdge(node); }
    u32 endEdge(u32 node) const { return inRow(node) ? 1 : finder.view_.endEdge(node); }
    bool follows(u32 node, u32 edge) const { return inRow(node) || finder.view_.follows(node, edge); }
    u32 target(u32 node, u32 edge) const { return inRow(node) ? finder.endOf(node) : finder.view_.target(node, edge); }
  };

  u32 beginOf(u32 part) const { return part * kPart; }
  u32 endOfPart(u32 part) const { return part + 1 < part_count_ ? (part + 1) * kPart : view_.size(); }
  bool isOpen(u32 node) const { return ends_[node]; }
  u32 endOf(u32 node) const { return ends_[node] - 1; }

  void lookAtPart(u32 number, u32 worker) {
    Part part = {};
    u32 begin = beginOf(number), end = endOfPart(number), *index = out_.of.data, *members = out_.members.data + begin;
    Walk walk(view_, {begin, end, index, members, 0, paths_[worker], view_.size() + end});
    auto found = [&](u32 first, u32 last, u32) {
      members[first] |= kFirst;
      part.found = last;
    };
    for (u32 node = begin; node < end; ++node)
      if (view_.includes(node) && index[node] == 0)
        walk.visit(node, found);
    for (u32 node = begin; node < end; ++node)
      if (index[node] == Walk::kOpen) {
        index[node] = 0;
        ends_[node] = node + 1;
        ++part.open;
      }
    part.next_number = walk.nextNumber();
    if (part.open)
      findRows(begin, end);
    parts_[number] = part;
  }

  // Where the node leads in its part, if to one node alone; what is not open does not count. Else the node itself.
  u32 nextInRow(u32 node) const {
    u32 next = node, part = node / kPart;
    for (u32 edge = view_.firstEdge(node); edge < view_.endEdge(node); ++edge) {
      u32 to = view_.follows(node, edge) ? view_.target(node, edge) : Walk::kOpen;
      if (to == Walk::kOpen || (to / kPart == part && !isOpen(to)))
        continue;
      if (to == node || to / kPart != part || (next != node && next != to))
        return node;
      next = to;
    }
    return next;
  }
  // A row does not come back to itself: it would not be open.
  void findRows(u32 begin, u32 end) {
    for (u32 node = begin; node < end; ++node)
      if (isOpen(node))
        ends_[node] = nextInRow(node) + 1;
    for (u32 node = begin; node < end; ++node) {
      u32 last = node;
      while (isOpen(node) && endOf(last) != last)
        last = endOf(last);
      for (u32 at = node, next; at != last; at = next) {
        next = endOf(at);
        ends_[at] = last + 1;
      }
    }
  }

  // The components of the parts, one behind the other.
  void joinParts() {
    u32 *members = out_.members.data;
    for (u32 i = 0; i < part_count_; ++i) {
      for (u32 at = beginOf(i), end = at + parts_[i].found; at < end; ++at) {
        u32 member = members[at];
        if (member & kFirst)
          scratch::push(out_.first, found_);
        members[found_++] = member & ~kFirst;
      }
      open_ += parts_[i].open;
    }
  }

  // Of each component that leads through several parts, an end of a row is a member, or a node that is in none.
  void lookAtOpen() {
    u32 size = view_.size(), *index = out_.of.data;
    scratch::Array<typename SccWalk<RowsView>::Frame> path;
    path.makeToFill(size);
    RowsView rows = {*this};
    SccWalk<RowsView> walk(rows, {0, size, index, out_.members.data, found_, path.data, size});
    Vector<u32> numbers;
    for (u32 node = 0; node < size; ++node)
      if (isOpen(node) && endOf(node) == node && index[node] == 0)
        walk.visit(node, [&](u32, u32, u32 number) { scratch::push(numbers, number); });
    path.free();
    workers_.forEach(part_count_, [this](u32 part, u32) { fillRows(part); });
    collectMembers(numbers, size - walk.nextNumber());
    numbers.release();
  }
  // What lies between two nodes of a component in a row belongs to it (where it was looked at, it seemed to be alone);
  // what is left is alone.
  void fillRows(u32 number) {
    u32 *index = out_.of.data, begin = beginOf(number), end = endOfPart(number);
    if (!parts_[number].open)
      return;
    for (u32 node = begin; node < end; ++node)
      if (isOpen(node) && index[node] && index[node] == index[endOf(node)])
        for (u32 at = nextInRow(node); index[at] != index[node]; at = nextInRow(at))
          index[at] = index[node];
    for (u32 node = begin; node < end; ++node)
      if (isOpen(node) && index[node] == 0)
        index[node] = parts_[number].next_number--;
  }
  // Sorts the open nodes by component; `given`: how many numbers the walk gave, from view_.size() down.
  void collectMembers(const Vector<u32> &numbers, u32 given) {
    u32 size = view_.size();
    scratch::Array<u32> places; // by size less number; 0: none
    places.make(usize(given) + 1);
    auto placeOf = [&](u32 node) -> u32 * {
      u32 number = isOpen(node) ? out_.of[node] : 0;
      return number && number <= size ? &places[size - number] : nullptr;
    };
    for (u32 node = 0; node < size; ++node)
      if (u32 *place = placeOf(node))
        ++*place;
    scratch::Array<u32> counts = places;
    places.make(usize(given) + 1);
    for (u32 number : numbers) {
      scratch::push(out_.first, found_);
      places[size - number] = found_ + 1;
      found_ += counts[size - number];
    }
    for (u32 node = 0; node < size; ++node)
      if (u32 *place = placeOf(node); place && *place)
        out_.members[(*place)++ - 1] = node;
    counts.free();
    places.free();
  }

  const View &view_;
  const Workers &workers_;
  Components &out_;
  u32 part_count_ = 0;
  Part *parts_ = nullptr;
  typename Walk::Frame **paths_ = nullptr; // of the workers
  u32 found_ = 0;                          // members of complete components
  u32 open_ = 0;                           // nodes
  scratch::Array<u32> ends_;               // of open nodes: the end of the row they are in, or they themselves; plus 1
};

template <typename View> void findComponents(const View &view, const Workers &workers, Components &out) {
  SccFinder<View>(view, workers, out).run();
}

} // namespace refsan

#endif // REFSAN_ANALYSIS_SCC_H
