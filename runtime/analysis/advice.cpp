//===- advice.cpp - how to break a cycle ----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/advice.h"

#include "analysis/field_names.h"
#include "analysis/simulation.h"

namespace refsan {
namespace {

// How well an edge suits, as a sum: what is higher is better.
constexpr u32 kClosed = 1, kShared = 2, kBackwards = 4, kNamed = 8;

class Adviser {
public:
  Adviser(const Graph &graph, Span<u32> blocks, const Instance &instance)
      : graph_(graph), instance_(instance), simulation_(graph, blocks) {}
  ~Adviser() {
    candidates_.release();
    handles_.release();
    chosen_.release();
  }

  Advice run() {
    rank();
    if (candidates_.empty() || !choose())
      return {};
    Advice advice;
    advice.known = true;
    advice.edges = scratch::keep(chosen_);
    advice.why = why(chosen_[0]);
    advice.held_elsewhere = simulation_.heldElsewhere();
    return advice;
  }

private:
  // Of so many edges all sets are tried, smaller ones first, as long as that is cheap; of more only the best alone.
  static constexpr usize kTriedTogether = 14, kTriedAlone = 64, kTriedIfLarge = 8;
  static constexpr usize kLargeCause = 1 << 16, kMostWork = 1 << 22; // blocks; blocks of all sets tried

  u32 strongOf(u32 member) const {
    u32 counted = graph_.countedBy(instance_.members[member]);
    return counted == kNone ? 0 : graph_.holders(counted).counted;
  }
  u32 scoreOf(const InstanceEdge &edge) const {
    const LeakedHeap &heap = graph_.heap();
    bool backwards = heap.order(instance_.members[edge.from]) > heap.order(instance_.members[edge.to]);
    bool shared = strongOf(edge.to) > 1 && strongOf(edge.from) <= 1;
    return (edge.closes ? kClosed : 0) + (shared ? kShared : 0) + (backwards ? kBackwards : 0) +
           (namesTheHolder(edge.field) ? kNamed : 0);
  }

  // Best first; among equals the one that comes later closes more.
  void rank() {
    for (u32 score = kNamed + kBackwards + kShared + kClosed + 1; score-- > 0;)
      for (usize i = instance_.edges.size(); i-- > 0;)
        if (instance_.edges[i].handle != kNone && scoreOf(instance_.edges[i]) == score)
          scratch::push(candidates_, static_cast<u32>(i));
  }

  bool frees() {
    handles_.clear();
    for (u32 edge : chosen_)
      scratch::push(handles_, instance_.edges[edge].handle);
    return simulation_.freedWithout(handles_.data(), handles_.size()) == simulation_.size();
  }

  bool choose() {
    bool large = simulation_.size() > kLargeCause;
    usize tried = large ? kTriedIfLarge : kTriedAlone;
    for (usize i = 0; i < candidates_.size() && i < tried; ++i) {
      chosen_.clear();
      scratch::push(chosen_, candidates_[i]);
      if (frees())
        return true;
    }
    if (candidates_.size() <= kTriedTogether)
      for (u32 size = 2; size <= candidates_.size() && work_ < kMostWork; ++size)
        if (chooseSome(size))
          return true;
    return !large && (chooseField() || chooseGreedily());
  }

  // All sets of this size, the best candidates first.
  bool chooseSome(u32 size) {
    u32 count = static_cast<u32>(candidates_.size());
    u32 pick[kTriedTogether];
    for (u32 i = 0; i < size; ++i)
      pick[i] = i;
    for (;;) {
      chosen_.clear();
      for (u32 i = 0; i < size; ++i)
        scratch::push(chosen_, candidates_[pick[i]]);
      if (frees())
        return true;
      if ((work_ += simulation_.size()) >= kMostWork)
        return false;
      u32 at = size;
      while (at > 0 && pick[at - 1] == count - size + at - 1)
        --at;
      if (at == 0)
        return false;
      ++pick[at - 1];
      for (u32 i = at; i < size; ++i)
        pick[i] = pick[i - 1] + 1;
    }
  }

  // Making a field weak changes all edges of that name: one such field may do, the one that needs the fewest.
  bool chooseField() {
    Vector<u32> best;
    for (usize i = 0; i < candidates_.size() && i < kTriedAlone; ++i) {
      bool seen = false;
      for (usize k = 0; k < i; ++k)
        seen |= sameField(candidates_[k], candidates_[i]);
      if (seen)
        continue;
      chosen_.clear();
      chooseAllOf(i);
      if (!frees())
        continue;
      dropNeedless();
      if (best.empty() || chosen_.size() < best.size()) {
        best.clear();
        for (u32 edge : chosen_)
          scratch::push(best, edge);
      }
    }
    chosen_.clear();
    for (u32 edge : best)
      scratch::push(chosen_, edge);
    best.release();
    return !chosen_.empty();
  }
  void chooseAllOf(usize first) {
    for (usize k = first; k < candidates_.size(); ++k)
      if (sameField(candidates_[first], candidates_[k]) && !isChosen(candidates_[k]))
        scratch::push(chosen_, candidates_[k]);
  }

  // Takes what is best until everything is freed, then gives back what was not
  // needed. Edges of one field go together: making a field weak changes them all.
  bool chooseGreedily() {
    chosen_.clear();
    for (usize i = 0; i < candidates_.size(); ++i) {
      if (isChosen(candidates_[i]))
        continue;
      chooseAllOf(i);
      if (frees()) {
        dropNeedless();
        return true;
      }
    }
    return false;
  }
  void dropNeedless() {
    for (usize i = chosen_.size(); i-- > 0 && chosen_.size() <= kTriedAlone;) {
      u32 edge = chosen_[i];
      chosen_[i] = chosen_.back(); // looked at before
      chosen_.pop();
      if (!frees())
        scratch::push(chosen_, edge);
    }
    Vector<u32> ordered;
    for (u32 edge : candidates_)
      if (isChosen(edge))
        scratch::push(ordered, edge);
    for (usize i = 0; i < ordered.size(); ++i)
      chosen_[i] = ordered[i];
    ordered.release();
  }
  bool isChosen(u32 edge) const {
    for (u32 chosen : chosen_)
      if (chosen == edge)
        return true;
    return false;
  }
  bool sameField(u32 a, u32 b) const {
    const InstanceEdge &first = instance_.edges[a], &second = instance_.edges[b];
    return a == b ||
           (first.field && second.field && StringView(first.field) == second.field &&
            graph_.kind(instance_.members[first.from]).type == graph_.kind(instance_.members[second.from]).type);
  }

  const char *why(u32 chosen) const {
    u32 score = scoreOf(instance_.edges[chosen]);
    if (instance_.edges[chosen].from == instance_.edges[chosen].to)
      return "the object holds itself";
    if (score & kNamed)
      return "its name says that it points back to what holds the object";
    if (score & kBackwards && score & kClosed)
      return "it points from the younger object back to the older one and was taken last";
    if (score & kBackwards)
      return "it points from the younger object back to the older one";
    if (score & kShared)
      return "it points to the object that others hold, too";
    return score & kClosed ? "it was taken last and closed the cycle" : "without it the counts fall to zero";
  }

  const Graph &graph_;
  const Instance &instance_;
  Simulation simulation_;
  Vector<u32> candidates_; // edges of the instance
  Vector<u32> handles_;    // of the chosen edges
  Vector<u32> chosen_;
  usize work_ = 0;
};

} // namespace

Advice adviseOn(const Graph &graph, Span<u32> blocks, const Instance &instance) {
  return Adviser(graph, blocks, instance).run();
}

} // namespace refsan
