//===- stacks.h - the last touches of a report ------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// After the verdict, with all threads running again: stacks with names and, where
// a symbolizer answers in time, lines; the places of allocations that no site
// describes; the fingerprints. Nothing here changes what was found.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_STACKS_H
#define REFSAN_ANALYSIS_STACKS_H

#include "analysis/findings.h"
#include "platform/symbols.h"

namespace refsan {

class Stacks {
public:
  explicit Stacks(const Names &names) : names_(names) {}
  ~Stacks();

  // Asks for the lines of all stacks of the drafts, once. Not required.
  void symbolize(Span<Draft> drafts, u32 deadline_ms);
  // Fills stacks, and made_at where it is unknown.
  void fill(Span<Draft> drafts);

private:
  // Beyond so many addresses a symbolizer is not worth waiting for.
  static constexpr usize kMaxAddresses = 4096;

  u32 framesToSymbolize(const Context *context) const;
  void addAddresses(const Context *context, Vector<uptr> &pcs, HashMap<uptr, u8> &seen) const;
  Span<Frame> stackOf(const Context &context);
  void addFrames(uptr pc, Vector<Frame> &frames) const;
  Place allocationIn(const Context &context) const;

  const Names &names_;
  HashMap<uptr, Span<SymbolFrame>> lines_; // by address of the call
  HashMap<uptr, Span<Frame>> stacks_;      // by context
};

// Fills the findings' ids: the same for the same types, fields, functions and
// class, whatever the lines; made different in order where they would collide.
void fingerprint(Draft *drafts, usize count, const Names &names);

} // namespace refsan

#endif // REFSAN_ANALYSIS_STACKS_H
