//===- ownership.cpp - which edges keep their target alive ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Typed handles, owners and storage own. A word of unknown meaning that points to
// the start of a counted block is taken for a handle as far as the block's count
// allows; the rest must be weak handles. Plain pointers own only if nothing else
// does, and never backwards: to something made before its holder.
//
//===----------------------------------------------------------------------===//

#include "analysis/edge_slots.h"

namespace refsan {

class Ownership {
public:
  explicit Ownership(Graph &graph) : graph_(graph), held_() {}

  void run() {
    countHolders();
    held_.make(graph_.size());
    forEachEdge([this](u32 from, u32 edge) { decide(from, edge); });
    shareOutUndecided();
    for (u32 block = 0; block < graph_.size(); ++block)
      guessFrom(block);
    forgetWeakAssumptions();
    held_.free();
    accepted_.free();
    undecided_.release();
  }

private:
  struct Undecided {
    u32 from;
    u32 edge;
  };

  template <typename F> void forEachEdge(F f) {
    for (u32 from = 0; from < graph_.size(); ++from)
      for (u32 edge = graph_.firstEdge(from); edge < graph_.firstEdge(from + 1); ++edge)
        f(from, edge);
  }
  bool isCounted(u32 block) const { return graph_.kind(block).protocol != Protocol::None; }

  void countHolders() {
    if (!graph_.holders_.size)
      return;
    forEachEdge([this](u32, u32 edge) {
      u32 to = graph_.target(edge);
      u16 bits = graph_.bits(edge);
      u32 counted = bits & kTyped ? graph_.countedBy(to) : isCounted(to) && bits & kStart ? to : kNone;
      if (counted == kNone)
        return;
      Holders &holders = graph_.holders_[counted];
      if (!(bits & kTyped))
        holders.assumed += holders.assumed != 0xffff;
      else if (strengthOf(bits) == Strength::Strong)
        ++holders.strong;
      else if (strengthOf(bits) == Strength::Weak)
        holders.weak += holders.weak != 0xffff;
    });
  }

  void own(u32 edge, u16 more) {
    graph_.edges_.data()[edge].bits |= kOwns | more;
    held_[graph_.target(edge)] = 1;
  }

  void decide(u32 from, u32 edge) {
    u32 to = graph_.target(edge);
    u16 bits = graph_.bits(edge);
    if (bits & kTyped) {
      Strength strength = strengthOf(bits);
      // Links of a container's nodes lead back to its head inside the holder.
      bool back_link = strength == Strength::Storage && graph_.kind(from).hidden && !graph_.kind(to).hidden;
      if (strength == Strength::Strong)
        own(edge, kHandle);
      else if (strength == Strength::Owner || (strength == Strength::Storage && !back_link))
        own(edge, 0);
    } else if (bits & kStart && isCounted(to)) {
      decideAssumed(from, edge, to);
    } else if (bits & kStart && graph_.lender(to) == from) {
      own(edge, 0);
    }
  }

  // How many of the words found are strong handles. What was not found anywhere
  // is more likely a forgotten strong handle than a forgotten weak one.
  u64 strongAmongAssumed(u32 counted) const {
    Counts counts = graph_.counts(counted);
    Holders holders = graph_.holders(counted);
    u64 found = u64(holders.strong) + holders.weak + holders.assumed;
    u64 all = counts.strong + counts.weak;
    u64 elsewhere = counts.weak && all > found ? all - found : 0;
    u64 taken = holders.strong + elsewhere;
    u64 left = counts.strong > taken ? counts.strong - taken : 0;
    return left < holders.assumed ? left : holders.assumed;
  }

  void decideAssumed(u32 from, u32 edge, u32 to) {
    u64 strong = strongAmongAssumed(to);
    if (strong == graph_.holders(to).assumed)
      own(edge, kHandle | kGuessed | static_cast<u16>(Strength::Strong));
    else if (strong == 0)
      makeWeak(edge);
    else
      scratch::push(undecided_, {from, edge});
  }
  void makeWeak(u32 edge) { graph_.edges_.data()[edge].bits |= static_cast<u16>(Strength::Weak) | kGuessed; }

  // Some of a block's holders are strong and some weak: first those whose
  // retain was recorded, then those that lead from an older object to a
  // younger one, then any.
  void shareOutUndecided() {
    if (undecided_.empty())
      return;
    accepted_.make(graph_.size());
    for (u32 round = 0; round < 3; ++round)
      for (const Undecided &at : undecided_) {
        u32 to = graph_.target(at.edge);
        if (owns(graph_.bits(at.edge)) || accepted_[to] >= strongAmongAssumed(to))
          continue;
        bool forward = graph_.heap().order(at.from) <= graph_.heap().order(to);
        if (round == 2 || (round == 1 && forward) || (round == 0 && isRecorded(at))) {
          own(at.edge, kHandle | kGuessed | static_cast<u16>(Strength::Strong));
          ++accepted_[to];
        }
      }
    for (const Undecided &at : undecided_)
      if (!owns(graph_.bits(at.edge)))
        makeWeak(at.edge);
  }
  bool isRecorded(const Undecided &at) const {
    Taken taken;
    return takenAt(graph_, pointerOf(graph_, at.from, at.edge).slot, graph_.target(at.edge), &taken);
  }

  // A plain pointer that may be its target's only owner.
  bool mayGuess(u32 from, u32 edge) const {
    u32 to = graph_.target(edge);
    u16 bits = graph_.bits(edge);
    if (owns(bits) || strengthOf(bits) != Strength::Raw || from == to || held_[to] || graph_.countedBy(to) != kNone)
      return false;
    bool forward = graph_.heap().order(to) >= graph_.heap().order(from);
    if (bits & kTyped)
      return forward && !(bits & kNamesHolder);
    // Storage has one holder, which may point inside (a hash table's to its end).
    if (graph_.kind(to).hidden)
      return true;
    return bits & kStart && (forward || graph_.kind(from).rust || graph_.kind(to).rust);
  }

  // Guesses do not make a block held: two pointers may be the owner of one.
  void guessFrom(u32 block) {
    for (u32 edge = graph_.firstEdge(block); edge < graph_.firstEdge(block + 1); ++edge)
      if (mayGuess(block, edge))
        graph_.edges_.data()[edge].bits |= kOwns | kGuessed;
  }

  // From here on "assumed" are the strong ones.
  void forgetWeakAssumptions() {
    for (u32 block = 0; block < graph_.holders_.size; ++block)
      if (graph_.holders_[block].assumed)
        graph_.holders_[block].assumed = static_cast<u16>(strongAmongAssumed(block));
  }

  Graph &graph_;
  scratch::Array<u8> held_;      // an edge owns the block for sure
  scratch::Array<u32> accepted_; // handles taken for strong
  Vector<Undecided> undecided_;
};

void decideOwnership(Graph &graph) { Ownership(graph).run(); }

} // namespace refsan
