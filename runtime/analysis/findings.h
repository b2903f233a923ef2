//===- findings.h - from causes to findings ---------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Groups the causes by shape and describes one instance of each group. Reads the
// leaked memory, so other threads are still stopped; stacks and what needs files
// come later (stacks.h).
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_FINDINGS_H
#define REFSAN_ANALYSIS_FINDINGS_H

#include "analysis/describe.h"
#include "analysis/groups.h"

namespace refsan {

struct Draft {
  Finding finding;
  Member *members = nullptr;      // the finding's, still to be changed
  Span<const Context *> contexts; // of the members
  Span<StackToCome> stacks;       // of references
  bool uninstrumented = false;    // a site without debug info was involved
  u64 shape = 0;                  // equal: the same finding, from other callers; 0: there are no others
};

class FindingsBuilder {
public:
  // by_stack: instances with other callers are findings of their own.
  FindingsBuilder(const Graph &graph, const Names &names, usize max_members, bool by_stack = false)
      : graph_(graph), names_(names), max_members_(max_members ? max_members : ~usize(0)), by_stack_(by_stack) {}
  void create();
  Span<Draft> drafts() const { return drafts_; }
  u64 cycles() const { return cycles_; }

private:
  Draft draft(const Group &group);
  u32 startOf(Span<u32> blocks) const;
  bool isBefore(u32 a, u32 b) const;
  void buildInstance(const Group &group, Instance &instance) const;
  void describeForgotten(const Instance &instance, Finding &finding, Vector<StackToCome> &stacks) const;
  u64 excess(u32 block) const;

  const Graph &graph_;
  const Names &names_;
  usize max_members_;
  bool by_stack_;
  Causes causes_;
  Vector<Group> groups_;
  Span<Draft> drafts_;
  u64 cycles_ = 0;
  usize weak_only_ = 0;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_FINDINGS_H
