//===- unowned.h - cycles of Rust's that nobody holds -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What was moved out of a container (pop, remove, a message that was received), or went with one that is
// empty now, is in its memory still: words in blocks that are alive lead to it. A cycle of Rc and Arc all of whose
// counted references are in itself is nobody's, whatever words in other blocks say: borrows end
// before their owner. It stays alive where a root points into it, or a pointer that a type calls one. Small heaps
// only, as the whole of them is looked at. Before marking; threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_UNOWNED_H
#define REFSAN_ANALYSIS_UNOWNED_H

#include "analysis/causes.h"
#include "analysis/root.h"

namespace refsan {

// Whether what is counted among some blocks, and something is, is counted by Rust.
struct RustsAlone {
  bool any = false, others = false;
  void add(Protocol protocol) {
    bool rust = protocol == Protocol::RustRc || protocol == Protocol::RustArc;
    any |= rust;
    others |= !rust && protocol != Protocol::None;
  }
  bool holds() const { return any && !others; }
};
// A cycle of Rust's with all its counts proved.
bool isRustsProved(const Graph &graph, const u32 *component_of, const Cause &cause);

class UnownedCycles {
public:
  // All blocks of `index` are unmarked.
  void find(BlockIndex &index, const Readable &readable, Block (*known_block)(uptr), ReferenceSource references,
            Span<const Attached> attached = {});
  // Those that these point into are none.
  void dropHeld(const Readable &readable, const Vector<Root> &roots);
  bool any() const { return blocks_.size() > 0; }

  // While something is marked they seem to be already: no word leads in, and nothing in them is read.
  void hide(BlockIndex &index) const;
  void show(BlockIndex &index) const;

private:
  struct Member {
    Range range;
    u32 cycle;
  };
  void addClosed(const Graph &graph, const u32 *component_of, const Cause &cause);
  void dropPointedTo(const Graph &graph);
  const Member *memberAt(uptr word) const;

  scratch::Array<u32> cycle_of_; // by block of the graph; 0: none
  scratch::Array<u32> inside_;   // by counted block: handles in its cycle
  u32 cycles_ = 0;
  scratch::Array<u8> held_; // by cycle
  Vector<Member> blocks_;   // by address
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_UNOWNED_H
