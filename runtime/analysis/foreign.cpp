//===- foreign.cpp - findings that no instrumented code had a part in -----===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/foreign.h"

namespace refsan {
namespace foreign {

static bool isOwn(const Context &context, Span<Range> instrumented) {
  if (context.site || context.user)
    return true;
  for (u32 i = 0; i < context.frame_count; ++i)
    for (const Range &module : instrumented)
      if (module.contains(context.frames[i] - 1))
        return true;
  return false;
}

static bool isOwn(const Draft &draft, Span<Range> instrumented) {
  for (const Context *context : draft.contexts)
    if (context && isOwn(*context, instrumented))
      return true;
  return false;
}

} // namespace foreign

usize dropForeign(Draft *drafts, usize count, Span<Range> instrumented, Totals &totals) {
  usize left = 0;
  for (usize i = 0; i < count; ++i) {
    const Finding &finding = drafts[i].finding;
    if (foreign::isOwn(drafts[i], instrumented)) {
      drafts[left++] = drafts[i];
    } else if (finding.kind != Class::Reachable) {
      totals.leaked_objects -= finding.objects + finding.owned_objects;
      totals.leaked_bytes -= finding.bytes + finding.owned_bytes;
      totals.cycles -= finding.kind == Class::Cycle ? finding.times : 0;
    }
  }
  return left;
}

} // namespace refsan
