//===- block_kinds.h - what the blocks of a context are ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything about a block that follows from where it was allocated, worked out
// once a context; and the counts that lie in counted blocks. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_BLOCK_KINDS_H
#define REFSAN_ANALYSIS_BLOCK_KINDS_H

#include "analysis/field_plan.h"
#include "analysis/leaked_heap.h"
#include "refsan/abi.h"
#include "refsan/kinds.h"

namespace refsan {

constexpr usize kLinkBytes = 2 * sizeof(uptr);  // of Layout::Linked
constexpr usize kCountBytes = 2 * sizeof(uptr); // of Layout::BehindCounts
// Something else is in front of the object.
inline bool hasFront(Layout layout) {
  return layout == Layout::End || layout == Layout::Linked || layout == Layout::BehindCounts;
}

struct BlockKind {
  const refsan_type *type = nullptr; // null: unknown
  const FieldPlan *plan = nullptr;   // of a typed one
  Layout layout = Layout::One;
  Protocol protocol = Protocol::None;
  bool typed = false;   // the fields are all there: no other word is looked at
  bool hidden = false;  // private: reports show what is on its other side
  bool stored = false;  // a value in a block of its own, made by std::function and the like
  bool foreign = false; // made by code that is not instrumented
  bool rust = false;    // allocated by Rust: pointers without a type own
};

BlockKind kindOf(const Context &context);

class BlockKinds {
public:
  void create(const LeakedHeap &heap);
  const BlockKind &of(const LeakedHeap &heap, u32 block) const { return kinds_.data()[heap.order(block)]; }
  bool anyCounted() const { return any_counted_; }
  bool anyControl() const { return any_control_; } // counts that are an object's by itself

private:
  Vector<BlockKind> kinds_; // by order
  bool any_counted_ = false;
  bool any_control_ = false;
};

struct Counts {
  u64 strong = 0;
  u64 weak = 0; // handles: without what stands for all strong ones
};

// Where the object in the block at `address` begins: what pointers to it point to.
uptr objectIn(uptr address, usize bytes, const BlockKind &kind);
// Behind the elements of make_shared<T[]>: where it begins and how many there are. The number and the array's address
// in it tell it; none: the block's end and 0.
struct ControlBlock {
  usize offset;
  u64 elements;
};
ControlBlock controlBlockAfter(uptr address, usize bytes, usize element);

// The counts in the block at `address`, which must be readable.
Counts countsAt(uptr address, usize bytes, const BlockKind &kind);
u64 strongCountAt(uptr address, usize bytes, const BlockKind &kind);
// What weak handles of the protocol are called: "std::weak_ptr".
const char *weakName(Protocol protocol);

} // namespace refsan

#endif // REFSAN_ANALYSIS_BLOCK_KINDS_H
