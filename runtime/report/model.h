//===- model.h - what a report says -----------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Plain data, built once by analysis/, rendered by report/render_*.cpp. It owns
// nothing: everything lives in pages of the check until the process ends.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_MODEL_H
#define REFSAN_REPORT_MODEL_H

#include "base/strings.h"
#include "refsan/kinds.h"

namespace refsan {

template <typename T> struct Span {
  const T *data = nullptr;
  usize size = 0;
  const T *begin() const { return data; }
  const T *end() const { return data + size; }
  const T &operator[](usize i) const { return data[i]; }
};

// Null or 0: unknown.
struct Place {
  const char *file = nullptr;
  const char *function = nullptr;
  u32 line = 0;
  u32 column = 0;
  explicit operator bool() const { return file || function; }
};

inline bool operator==(const Place &a, const Place &b) {
  return a.line == b.line && a.column == b.column && StringView(a.file) == b.file &&
         StringView(a.function) == b.function;
}

struct Frame {
  Place place;
  const char *module = nullptr;
  usize offset = 0;      // of the call's address in the module's file
  bool unloaded = false; // the module was, or there is none
};

// Where a reference was taken.
struct TakenAt : Place {
  Span<Frame> stack; // innermost first; empty: not asked for
};

// The protocol has no weak handles that are counted.
constexpr u64 kNoWeakCount = ~u64(0);

struct Member {
  const char *type = nullptr;       // "Rc<leaky::Node>", null: unknown
  const char *short_type = nullptr; // "Node"
  usize bytes = 0;
  bool counted = false; // strong and weak are known
  u64 strong = 0;
  u64 weak = 0; // handles, without the implicit one; or kNoWeakCount
  Place made_at;
  Span<Frame> stack; // innermost first
};

struct Edge {
  u32 from = 0;                // index of the member that holds
  u32 to = 0;                  // index of the member that is held
  const char *field = nullptr; // "value.next", "children[2]", null: unknown
  usize offset = 0;            // in the holder's block
  Strength strength = Strength::Raw;
  Span<TakenAt> taken_at;          // most likely first
  const char *taken_by = nullptr;  // the library operation: "Rc::clone", null: none
  const char *weak_type = nullptr; // what a weak handle would be here: "std::weak_ptr"; null: there is none
  bool closes_cycle = false;
  bool stored = false; // in a value that the field, a std::function say, has stored elsewhere
  bool moved = false;  // taken_at[1] is where the handle was moved into the field
};

// What keeps the memory of a dead object: a weak reference in a leaked object.
struct Holder {
  const char *type = nullptr;
  Place made_at;
  const char *field = nullptr; // as in Edge
  usize offset = 0;
};

// What keeps an object that is alive: a root, and the objects between.
struct Keeper {
  RootKind root = RootKind::Variable;
  const char *words = nullptr;  // "a word on the stack of thread 7 in work"
  const char *name = nullptr;   // the variable, or the function whose stack it is
  usize into = 0;               // bytes behind the variable's begin
  const char *module = nullptr; // of the variable, of the function
  usize offset = 0;             // of it in the module's file
  i32 thread = 0;               // 0: none
  Span<Holder> way;             // from the root to the object, without it
  u64 way_total = 0;            // more than there are in `way`: those in the middle are left out
};

struct Advice {
  bool known = false;
  Span<u32> edges; // smallest set whose loss frees the finding; the first is the one to change
  const char *why = nullptr;
  u64 frees_objects = 0;
  u64 frees_bytes = 0;
  bool held_elsewhere = false; // by what leaked for another reason, too: that counts as gone
};

// Why a finding is likely, no more.
struct Doubt {
  const char *field = nullptr; // no type says that it is a reference
  const char *type = nullptr;  // or of this member's references other than are counted were found
  u64 counted = 0;
  u64 found = 0;
};

// How much of a finding there was; `known` false: there was no check to tell.
struct FindingSize {
  bool known = false;
  u64 times = 0;
  u64 objects = 0; // with those owned
  u64 bytes = 0;
};

struct Finding {
  u64 id = 0; // fingerprint: types, fields and functions, no lines or addresses
  Class kind = Class::Lost;
  Proof proof = Proof::Conservative;
  u64 times = 1;         // instances with this shape
  u64 objects = 0;       // members of all instances
  u64 bytes = 0;         // of those members
  Span<Member> members;  // of one instance, in cycle order; at most max_members of them
  u64 members_total = 0; // of one instance
  Span<Edge> edges;
  u64 owned_objects = 0; // kept only by the members, all instances
  u64 owned_bytes = 0;
  Advice advice;
  Doubt doubt;
  FindingSize before;       // at the check before this one
  u64 counted = 0;          // of a forgotten reference: the count of the member at fault,
  u64 found = 0;            // and the holders that were found in memory
  Span<TakenAt> candidates; // retains that may be the forgotten one, most likely first
  Span<Holder> holders;     // of a weak-only object, some
  Span<Keeper> keepers;     // of a reachable one, some
};

struct Totals {
  u64 allocations = 0;
  u64 frees = 0;
  u64 temporary = 0; // freed again before the thread's next allocation
  u64 peak_bytes = 0;
  u64 leaked_objects = 0;
  u64 leaked_bytes = 0;
  u64 cycles = 0; // instances of findings of class cycle
  u64 suppressed = 0;
};

// Of the baseline, and no longer there.
struct FixedFinding {
  u64 id = 0;
  u64 times = 0;
  const char *kind = nullptr; // the class, as in JSON
  const char *type = nullptr;
  const char *function = nullptr;
};

// Blocks that were given back to a function of another family than made them.
struct MismatchedBlocks {
  const char *made_by = nullptr;  // "new[]"
  const char *given_to = nullptr; // "free"
  Place made_at, given_at;
  u64 times = 0;
};

struct Report {
  i32 exit_code = 0;
  // Why nothing is known about leaks: the check is off or has failed. Null: it was done.
  const char *error = nullptr;
  bool bad_config = false; // the process fails for that reason, whatever was found
  bool on_request = false; // the program asked for this check; there may be more
  u64 failed_scopes = 0;   // of the process until now: it fails for them, too
  Totals totals;
  Span<Finding> findings;
  Span<Finding> known;               // in the baseline: these do not count
  Span<FixedFinding> fixed;          // in the baseline, and not found
  Span<MismatchedBlocks> mismatched; // by where; at most some
  u64 mismatched_times = 0;          // all
  Span<const char *> notes;          // one line each, for the user
  // Process
  i32 pid = 0;
  const char *exe = nullptr;
  Span<const char *> cmdline;
  const char *cwd = nullptr;
};

} // namespace refsan

#endif // REFSAN_REPORT_MODEL_H
