//===- ownership.cpp - which edges keep their target alive ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Typed handles, owners and storage own. A word of unknown meaning that points to
// the start of a counted block is taken for a handle as far as the block's count
// allows; the rest must be weak handles. Plain pointers own only if nothing else
// does, and never backwards: to something made before its holder, which for a container's block is who has the
// container. Workers write
// the bits of their own blocks' edges, and counts of others' atomically.
//
//===----------------------------------------------------------------------===//

#include "analysis/edge_slots.h"

namespace refsan {

class Ownership {
public:
  explicit Ownership(Graph &graph) : graph_(graph), held_() {}

  void run() {
    countHolders();
    forgetLeftBehind();
    held_.makeToFill(graph_.size());
    bool seen[static_cast<usize>(Decision::Open) + 1] = {};
    forEachEdge([&](u32 from, u32 edge, u32) { note(&seen[static_cast<usize>(decide(from, edge))]); });
    graph_.any_handles_ = seen[static_cast<usize>(Decision::Handle)];
    if (seen[static_cast<usize>(Decision::Open)])
      shareOutUndecided();
    if (seen[static_cast<usize>(Decision::Plain)])
      graph_.workers_.forRanges(graph_.size(), [this](u32 begin, u32 end, u32) {
        for (u32 block = begin; block < end; ++block)
          guessFrom(block);
      });
    if (any_in_storage_)
      guessInStorage();
    if (any_assumed_)
      forgetWeakAssumptions();
    held_.free();
    accepted_.free();
    recorded_.free();
    undecided_.release();
  }

private:
  struct Undecided {
    u32 from;
    u32 edge;
  };

  enum class Decision : u8 { Made, Handle, Plain, Open };

  // Calls f(from, edge, worker), side by side.
  template <typename F> void forEachEdge(F f) {
    graph_.workers_.forRanges(graph_.size(), [&](u32 begin, u32 end, u32 worker) {
      for (u32 from = begin; from < end; ++from)
        for (u32 edge = graph_.firstEdge(from); edge < graph_.endEdge(from); ++edge)
          f(from, edge, worker);
    });
  }
  static u32 increment(u32 &count) { return __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED); }
  static void increment(u16 &count) { // to a most that is far enough from the end for all workers
    if (__atomic_load_n(&count, __ATOMIC_RELAXED) < 0xffff - kMostBeside)
      __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
  }
  // A word of unknown meaning. A field that may be a handle points inside, too: to a base of an object with a count
  // inside, or to the value behind Rust's counts (a waker's); the handles of a control block point to its start.
  bool mayBeHandle(u16 bits, u32 to) const {
    if (bits & kStart)
      return true;
    Protocol protocol = graph_.kind(to).protocol;
    return bits & kAssumed &&
           (protocol == Protocol::Intrusive || protocol == Protocol::RustRc || protocol == Protocol::RustArc);
  }
  // A word of unknown meaning behind the fields of a counted object, which holds the object's own address: as likely
  // what a block before it has left there as a reference to itself, which somebody would have taken.
  bool isStaleSelf(u32 from, u32 edge) const {
    return !(graph_.bits(edge) & (kTyped | kAssumed)) && graph_.kind(from).typed && !isRecorded({from, edge});
  }
  bool isCounted(u32 block) const { return graph_.kind(block).protocol != Protocol::None; }

  void countHolders() {
    if (!graph_.holders_.size)
      return;
    forEachEdge([this](u32 from, u32 edge, u32) {
      u32 to = graph_.target(edge);
      u16 bits = graph_.bits(edge);
      u32 counted = bits & kTyped ? graph_.countedBy(to) : isCounted(to) && mayBeHandle(bits, to) ? to : kNone;
      if (counted == kNone)
        return;
      if (to == from && isStaleSelf(from, edge)) {
        graph_.edges_[edge].bits |= kDead;
        return;
      }
      Holders &holders = graph_.holders_[counted];
      if (!(bits & kTyped)) {
        note(&any_assumed_);
        increment(holders.assumed);
      } else if (strengthOf(bits) == Strength::Strong) {
        if (increment(holders.strong) > holders.counted && holders.counted)
          note(&any_surplus_);
      } else if (strengthOf(bits) == Strength::Weak)
        increment(holders.weak);
    });
  }

  // A handle that was moved away may still be seen where it was: behind a
  // vector's end, in what a future captured. There are more handles than the
  // count says then: first those that the same block has once more go, then
  // those in buffers.
  void forgetLeftBehind() {
    for (u32 from = 0; any_surplus_ && from < graph_.size(); ++from)
      forgetLeftBehind(from, true);
    for (u32 from = 0; any_surplus_ && from < graph_.size(); ++from)
      forgetLeftBehind(from, false);
  }
  bool surplus(u32 counted) const {
    Holders holders = graph_.holders(counted);
    return holders.counted && holders.strong > holders.counted && isCounted(counted);
  }
  bool isStrong(u32 edge) const {
    return graph_.bits(edge) & kTyped && strengthOf(graph_.bits(edge)) == Strength::Strong;
  }
  void forgetLeftBehind(u32 from, bool twice) {
    constexpr u32 kMostCompared = 4096;
    bool buffer = graph_.kind(from).hidden;
    u32 first = graph_.firstEdge(from), end = graph_.firstEdge(from + 1);
    if (twice && end - first > kMostCompared)
      return;
    for (u32 i = 0; i < end - first && (twice || buffer); ++i) {
      u32 edge = buffer ? end - 1 - i : first + i; // a vector's end, a future's captures
      u32 counted = isStrong(edge) ? graph_.countedBy(graph_.target(edge)) : kNone;
      if (counted == kNone || !surplus(counted))
        continue;
      bool again = false;
      for (u32 other = first; other < end && twice && !again; ++other)
        again = other != edge && isStrong(other) && graph_.target(other) == graph_.target(edge);
      if (twice && !again)
        continue;
      u16 &bits = graph_.edges_[edge].bits;
      bits = static_cast<u16>((bits & ~kStrengthMask) | static_cast<u16>(Strength::Raw));
      --graph_.holders_[counted].strong;
    }
  }

  void own(u32 edge, u16 more) {
    graph_.edges_[edge].bits |= kOwns | more;
    __atomic_store_n(&held_[graph_.target(edge)], 1, __ATOMIC_RELAXED);
  }

  Decision decide(u32 from, u32 edge) {
    u32 to = graph_.target(edge);
    u16 bits = graph_.bits(edge);
    if (bits & kDead)
      return Decision::Made;
    if (bits & kTyped) {
      Strength strength = strengthOf(bits);
      // Links of a container's nodes lead back to its head inside the holder.
      bool back_link = strength == Strength::Storage && graph_.kind(from).hidden && !graph_.kind(to).hidden;
      if (strength == Strength::Strong) {
        own(edge, kHandle);
        return Decision::Handle;
      }
      if (strength == Strength::Owner || (strength == Strength::Storage && !back_link))
        own(edge, 0);
    } else if (mayBeHandle(bits, to) && isCounted(to)) {
      return decideAssumed(edge, to);
    } else if (bits & kStart && graph_.lender(to) == from) {
      own(edge, 0);
    }
    return strengthOf(bits) == Strength::Raw ? Decision::Plain : Decision::Made;
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

  Decision decideAssumed(u32 edge, u32 to) {
    u64 strong = strongAmongAssumed(to);
    // A plain pointer that says it points back may be just that.
    bool doubtful = graph_.kind(to).protocol == Protocol::Intrusive;
    if (doubtful && strong)
      return Decision::Open;
    if (strong == graph_.holders(to).assumed) {
      own(edge, kHandle | kGuessed | static_cast<u16>(Strength::Strong));
      return Decision::Handle;
    }
    if (strong)
      return Decision::Open;
    makeWeak(edge);
    return Decision::Made;
  }
  // In the order of blocks.
  void listUndecided() {
    for (u32 from = 0; from < graph_.size(); ++from)
      for (u32 edge = graph_.firstEdge(from); edge < graph_.endEdge(from); ++edge) {
        u16 bits = graph_.bits(edge);
        if (!(bits & kTyped) && !owns(bits) && reaches(bits) && mayBeHandle(bits, graph_.target(edge)) &&
            isCounted(graph_.target(edge)))
          scratch::push(undecided_, {from, edge});
      }
  }
  void makeWeak(u32 edge) {
    u32 to = graph_.target(edge);
    // With a handle or a record for each of the count there is nothing left to guess.
    Holders holders = graph_.holders(to);
    bool all_found = holders.counted && holders.strong == holders.counted;
    bool all_recorded = recorded_.size && recorded_[to] >= holders.counted;
    graph_.edges_[edge].bits |= static_cast<u16>(Strength::Weak) | (all_found || all_recorded ? 0 : kGuessed);
  }

  // Some of a block's holders are strong and some weak: first those whose
  // retain was recorded, then those that lead from an older object to a
  // younger one, then any, last of all those whose name says that they lead back.
  void shareOutUndecided() {
    listUndecided();
    graph_.any_handles_ = true;
    accepted_.make(graph_.size());
    recorded_.make(graph_.size());
    for (u32 round = 0; round < 4; ++round)
      for (const Undecided &at : undecided_) {
        u32 to = graph_.target(at.edge);
        if (owns(graph_.bits(at.edge)) || accepted_[to] >= strongAmongAssumed(to))
          continue;
        bool forward = graph_.heap().order(at.from) <= graph_.heap().order(to);
        bool recorded = isRecorded(at), back = graph_.bits(at.edge) & kNamesHolder;
        if (back && !recorded && accepted_[to] >= retainsOf(to))
          continue; // a plain way back: nobody took a reference for it
        if (round == 3 || (round == 2 && !back) || (round == 1 && forward && !back) || (round == 0 && recorded)) {
          u16 guessed = recorded && graph_.kind(to).protocol == Protocol::Intrusive ? 0 : kGuessed;
          own(at.edge, kHandle | guessed | static_cast<u16>(Strength::Strong));
          ++accepted_[to];
          recorded_[to] += recorded;
        }
      }
    for (const Undecided &at : undecided_)
      if (!owns(graph_.bits(at.edge)))
        makeWeak(at.edge);
  }
  // Outstanding, as far as they were recorded. (Without records anything may be.)
  usize retainsOf(u32 block) const {
    if (graph_.kind(block).protocol != Protocol::Intrusive)
      return ~usize(0);
    Taken taken[64];
    usize unmatched;
    return graph_.heap().references().outstandingRetains(graph_.heap().address(block), taken, 64, &unmatched);
  }
  bool isRecorded(const Undecided &at) const {
    Taken taken;
    return takenAt(graph_, pointerOf(graph_, at.from, at.edge).slot, graph_.target(at.edge), &taken);
  }

  // A plain pointer that may be its target's only owner, as far as nobody's age says otherwise.
  bool mayOwn(u32 from, u32 edge) const {
    u32 to = graph_.target(edge);
    u16 bits = graph_.bits(edge);
    return !owns(bits) && !(bits & kDead) && strengthOf(bits) == Strength::Raw && from != to && !held_[to] &&
           graph_.countedBy(to) == kNone && !(bits & kTyped && bits & kNamesHolder);
  }
  bool isYounger(u32 block, u32 holder) const { return graph_.heap().order(block) >= graph_.heap().order(holder); }
  bool mayGuess(u32 from, u32 edge) {
    u32 to = graph_.target(edge);
    u16 bits = graph_.bits(edge);
    if (!mayOwn(from, edge))
      return false;
    bool forward = isYounger(to, from);
    if (bits & kTyped) {
      if (!forward && graph_.kind(from).hidden)
        note(&any_in_storage_);
      return forward;
    }
    // Storage has one holder, which may point inside (a hash table's to its end).
    if (graph_.kind(to).hidden)
      return true;
    if (!(bits & kStart))
      return false;
    bool may = forward || graph_.kind(from).rust || graph_.kind(to).rust;
    if (!may && graph_.kind(from).hidden)
      note(&any_in_storage_);
    return may;
  }

  // Guesses do not make a block held: two pointers may be the owner of one.
  void guessFrom(u32 block) {
    for (u32 edge = graph_.firstEdge(block); edge < graph_.endEdge(block); ++edge)
      if (mayGuess(block, edge)) {
        // A container's block in another one: a deque's chunk in its map.
        bool sure = graph_.bits(edge) & kTyped && graph_.kind(block).hidden && graph_.kind(graph_.target(edge)).hidden;
        graph_.edges_[edge].bits |= kOwns | (sure ? 0 : kGuessed);
      }
  }

  // A container's blocks are younger than what is put into it, mostly: it is who has the container that counts.
  void guessInStorage() {
    scratch::Array<u8> seen;
    seen.makeToFill(graph_.size());
    given_.make(graph_.size());
    Vector<u32> open;
    for (u32 holder = 0; holder < graph_.size(); ++holder) {
      if (graph_.kind(holder).hidden)
        continue;
      openStorageOf(holder, seen, open);
      while (open.size()) {
        u32 storage = open.pop();
        openStorageOf(storage, seen, open);
        guessElements(storage, holder);
      }
    }
    open.release();
    given_.free();
    seen.free();
  }
  void openStorageOf(u32 block, scratch::Array<u8> &seen, Vector<u32> &open) {
    for (u32 edge = graph_.firstEdge(block); edge < graph_.endEdge(block); ++edge) {
      u32 to = graph_.target(edge);
      if (!owns(graph_.bits(edge)) || !graph_.kind(to).hidden || seen[to])
        continue;
      seen[to] = 1;
      scratch::push(open, to);
    }
  }
  // An element that has two words for it (a key that is its value) is held once.
  void guessElements(u32 storage, u32 holder) {
    for (u32 edge = graph_.firstEdge(storage); edge < graph_.endEdge(storage); ++edge) {
      u32 &given = given_[graph_.target(edge)];
      if (!(graph_.bits(edge) & (kTyped | kStart)) || !mayOwn(storage, edge) ||
          !isYounger(graph_.target(edge), holder) || given == holder + 1)
        continue;
      graph_.edges_[edge].bits |= kOwns | kGuessed;
      given = holder + 1;
    }
  }

  // From here on "assumed" are those that were taken for strong; what the records
  // of an intrusive count say is as good as a type.
  void forgetWeakAssumptions() {
    bool intrusive = false;
    graph_.workers_.forRanges(static_cast<u32>(graph_.holders_.size), [&](u32 begin, u32 end, u32) {
      for (u32 block = begin; block < end; ++block) {
        if (!graph_.holders_[block].assumed)
          continue;
        bool by_records = graph_.kind(block).protocol == Protocol::Intrusive;
        graph_.holders_[block].assumed = by_records ? 0 : static_cast<u16>(strongAmongAssumed(block));
        if (by_records)
          note(&intrusive);
      }
    });
    if (intrusive)
      countIntrusiveHandles();
  }
  void countIntrusiveHandles() {
    forEachEdge([this](u32, u32 edge, u32) {
      u32 to = graph_.target(edge);
      u16 bits = graph_.bits(edge);
      if (bits & kTyped || !(bits & kHandle) || graph_.kind(to).protocol != Protocol::Intrusive)
        return;
      if (bits & kGuessed)
        increment(graph_.holders_[to].assumed);
      else
        increment(graph_.holders_[to].strong);
    });
  }

  Graph &graph_;
  bool any_assumed_ = false;
  bool any_in_storage_ = false;  // a plain pointer there to something older than the storage
  bool any_surplus_ = false;     // more strong handles of a block than it counts
  scratch::Array<u8> held_;      // an edge owns the block for sure
  scratch::Array<u32> given_;    // to whom a block in storage was given, plus 1
  scratch::Array<u32> accepted_; // handles taken for strong
  scratch::Array<u32> recorded_; // those of them with a record
  Vector<Undecided> undecided_;
};

void decideOwnership(Graph &graph) { Ownership(graph).run(); }

} // namespace refsan
