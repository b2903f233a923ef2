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
  scratch::Array<u32> first;   // and the end of the last one
  u32 count = 0;
  scratch::Array<u32> of; // equal for nodes of one component, at most numberLimit(nodes); 0: not included

  static usize numberLimit(u32 nodes) { return 2 * usize(nodes); }
  u32 size() const { return count; }
  Span<u32> at(u32 i) const { return {members.data + first[i], first[i + 1] - first[i]}; }
  void release() {
    members.free();
    first.free();
    of.free();
    count = 0;
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
    out_.first.makeToFill(usize(size) + 1);
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
    out_.first[out_.count] = found_;
    ends_.free();
  }

private:
  using Walk = SccWalk<View>;
  static constexpr u32 kFirst = 1u << 31; // in members: a component begins
  struct Part {
    u32 found, open; // nodes
    u32 components;
    u32 first_member, first_component; // where they go
    u32 next_number;
    u32 runs;
  };
  // Open nodes of a part, one behind the other, of one component.
  struct Run {
    u32 number; // 0: of none
    u32 nodes;
    u32 at; // in members
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
      ++part.components;
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
    for (u32 i = 0; i < part_count_; ++i) {
      Part &part = parts_[i];
      part.first_member = found_;
      part.first_component = out_.count;
      found_ += part.found;
      out_.count += part.components;
      open_ += part.open;
    }
    workers_.forEach(part_count_, [this](u32 part, u32) { listComponents(part); });
    for (u32 i = 0; i < part_count_; ++i)
      for (u32 k = 0; k < parts_[i].found && parts_[i].first_member != beginOf(i); ++k)
        out_.members[parts_[i].first_member + k] = out_.members[beginOf(i) + k];
  }
  void listComponents(u32 number) {
    const Part &part = parts_[number];
    u32 *members = out_.members.data + beginOf(number), *first = out_.first.data + part.first_component;
    for (u32 i = 0; i < part.found; ++i)
      if (members[i] & kFirst) {
        *first++ = part.first_member + i;
        members[i] &= ~kFirst;
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
    for (u32 part = 0; part < part_count_; ++part)
      for (u32 node = beginOf(part), end = parts_[part].open ? endOfPart(part) : 0; node < end; ++node)
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
  // Calls f(node, number) for the open nodes of a part; 0: the node is in no component that leads through several.
  template <typename F> void forEachOpen(u32 part, F f) const {
    for (u32 node = beginOf(part), end = parts_[part].open ? endOfPart(part) : 0; node < end; ++node)
      if (isOpen(node))
        f(node, out_.of[node] <= view_.size() ? out_.of[node] : 0);
  }
  template <typename F> void forEachRun(scratch::Array<Run> &runs, F f) const {
    for (u32 part = 0; part < part_count_; ++part)
      for (u32 i = 0; i < parts_[part].runs; ++i)
        f(runs[beginOf(part) + i]);
  }
  void listRuns(u32 part, Run *runs) {
    u32 count = 0;
    forEachOpen(part, [&](u32, u32 number) {
      if (!count || runs[count - 1].number != number)
        runs[count++] = {number, 0, 0};
      ++runs[count - 1].nodes;
    });
    parts_[part].runs = count;
  }
  void placeRuns(u32 part, const Run *runs) {
    u32 placed = 0; // of the run
    forEachOpen(part, [&](u32 node, u32) {
      if (placed == runs->nodes) {
        ++runs;
        placed = 0;
      }
      if (runs->number)
        out_.members[runs->at + placed] = node;
      ++placed;
    });
  }
  // Sorts the open nodes by component; `given`: how many numbers the walk gave, from view_.size() down.
  void collectMembers(const Vector<u32> &numbers, u32 given) {
    u32 size = view_.size();
    scratch::Array<Run> runs; // of a part from its first node's place on; few, where components are large
    runs.make(size);
    workers_.forEach(part_count_, [&](u32 part, u32) { listRuns(part, &runs[beginOf(part)]); });
    scratch::Array<u32> counts, places; // by size less number
    counts.make(usize(given) + 1);
    places.make(usize(given) + 1);
    forEachRun(runs, [&](const Run &run) { counts[run.number ? size - run.number : given] += run.nodes; });
    for (u32 number : numbers) {
      out_.first[out_.count++] = found_;
      places[size - number] = found_ + 1;
      found_ += counts[size - number];
    }
    forEachRun(runs, [&](Run &run) {
      u32 *place = &places[run.number ? size - run.number : given];
      if (!*place)
        run.number = 0; // alone
      run.at = *place - 1;
      *place += *place ? run.nodes : 0;
    });
    workers_.forEach(part_count_, [&](u32 part, u32) { placeRuns(part, &runs[beginOf(part)]); });
    counts.free();
    places.free();
    runs.free();
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
