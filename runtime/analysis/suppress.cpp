//===- suppress.cpp - leaves out what the user does not want --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/suppress.h"

#include "gate/date.h"

namespace refsan {
namespace suppressing {

static void countSuppressed(const Finding &finding, Totals &totals) {
  u64 objects = finding.objects + finding.owned_objects;
  totals.suppressed += objects;
  if (finding.kind == Class::Reachable)
    return;
  totals.leaked_objects -= objects;
  totals.leaked_bytes -= finding.bytes + finding.owned_bytes;
  totals.cycles -= finding.kind == Class::Cycle ? finding.times : 0;
}

static void add(Finding &to, const Finding &from) {
  to.times += from.times;
  to.objects += from.objects;
  to.bytes += from.bytes;
  to.owned_objects += from.owned_objects;
  to.owned_bytes += from.owned_bytes;
  if (to.advice.known) {
    to.advice.frees_objects = to.objects + to.owned_objects;
    to.advice.frees_bytes = to.bytes + to.owned_bytes;
  }
}

// Of drafts that differ by their callers alone, the first stays.
static usize join(Draft *drafts, usize count) {
  HashMap<u64, u32> place_of_shape;
  usize left = 0;
  for (usize i = 0; i < count; ++i) {
    bool created = true;
    u32 place = static_cast<u32>(left);
    if (u64 shape = drafts[i].shape)
      place = scratch::slot<u64, u32>(place_of_shape, shape, place, &created);
    if (created)
      drafts[left++] = drafts[i];
    else
      add(drafts[place].finding, drafts[i].finding);
  }
  place_of_shape.release();
  return left;
}

static void plural(TextBuilder &out, u64 count, StringView noun) {
  out.decimal(count).character(' ').text(noun).text(count == 1 ? "" : "s");
}

// What the report says of a rule; false: nothing.
static bool describe(const Suppression &rule, const SuppressionUse &use, const SuppressionInput &input,
                     TextBuilder &out) {
  if (use.expired) {
    out.text(rule.name).text(" expired on ");
    writeDate(rule.until, out);
    out.text(": what it matches is reported");
  } else if (use.exceeded) {
    out.text(rule.name)
        .text(" allows ")
        .decimal(rule.max)
        .text(", but ")
        .decimal(use.times)
        .text(" were found: all are reported");
  } else if (use.findings) {
    out.text("suppressed by ").text(rule.name).text(": ");
    plural(out, use.times, "time");
    out.text(", ");
    plural(out, use.objects, "object");
    out.text(" (");
    plural(out, use.bytes, "byte");
    out.text(")");
    return input.list_used;
  } else {
    out.text(rule.name).text(" suppressed nothing");
    if (rule.until < input.today) {
      out.text(", and expired on ");
      writeDate(rule.until, out);
    }
    return input.list_unused;
  }
  return true;
}

} // namespace suppressing

usize suppress(Draft *drafts, usize count, const SuppressionInput &input, Totals &totals, Vector<const char *> &notes) {
  using namespace suppressing;
  Finding *findings = scratch::make<Finding>(count);
  for (usize i = 0; i < count; ++i)
    findings[i] = drafts[i].finding;
  u32 *rule_of = scratch::make<u32>(count);
  SuppressionUse *uses = scratch::make<SuppressionUse>(input.rules.size);
  assignRules(input.rules, {findings, count}, input.today, rule_of, uses);
  usize left = 0;
  for (usize i = 0; i < count; ++i)
    if (rule_of[i] == kNoRule)
      drafts[left++] = drafts[i];
    else
      countSuppressed(findings[i], totals);
  for (usize r = 0; r < input.rules.size; ++r) {
    char buffer[1024];
    TextBuilder note(buffer, sizeof buffer);
    if (describe(input.rules[r], uses[r], input, note))
      scratch::push(notes, scratch::copy(note.view()));
  }
  return join(drafts, left);
}

} // namespace refsan
