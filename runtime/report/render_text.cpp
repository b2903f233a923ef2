//===- render_text.cpp - a report as text ---------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/names_of_kinds.h"
#include "report/render.h"
#include "report/text_finding.h"

namespace refsan {
namespace {

constexpr usize kClasses = sizeof class_rows / sizeof class_rows[0];

// Of the findings of one class.
struct ClassSum {
  u64 times = 0;
  u64 objects = 0; // with what they own
  u64 bytes = 0;
};

class TextReport {
public:
  TextReport(const Report &report, const TextStyle &style, Writer &out)
      : report_(report), style_(style), out_(style, report.cwd, out) {
    for (const Finding &finding : report.findings) {
      ClassSum &sum = sums_[static_cast<u32>(finding.kind)];
      sum.times += finding.times;
      sum.objects += finding.objects + finding.owned_objects;
      sum.bytes += finding.bytes + finding.owned_bytes;
    }
  }

  void write() {
    headline();
    findings();
    mismatched();
    for (const char *note : report_.notes)
      out_.dim("note: ").text(note).endLine();
    if (report_.notes.size)
      out_.endLine();
    totals();
  }

private:
  void mismatched() {
    for (const MismatchedBlocks &blocks : report_.mismatched) {
      out_.bold("mismatched: ").count(blocks.times, "block", "blocks").text(" of ").text(blocks.made_by);
      if (blocks.made_at)
        out_.text(" made at ").location(blocks.made_at);
      out_.text(blocks.times == 1 ? " was given to " : " were given to ").text(blocks.given_to);
      if (blocks.given_at)
        out_.text(" at ").location(blocks.given_at);
      out_.endLine();
    }
    if (report_.mismatched.size)
      out_.endLine();
  }

  void headline() {
    out_.bold("RefSan: ");
    const char *before = "";
    for (usize i = 0; i < kClasses; ++i) {
      const ClassSum &sum = sums_[i];
      if (!sum.times)
        continue;
      out_.bold(before);
      before = "; ";
      out_.count(sum.times, class_rows[i].singular, class_rows[i].plural);
      bool cycle = i == static_cast<usize>(Class::Cycle);
      if (cycle)
        out_.text(sum.times == 1 ? " keeps " : " keep ").count(sum.objects, "object", "objects");
      else if (sum.objects > sum.times)
        out_.text(" and ").count(sum.objects - sum.times, "object", "objects").text(" with them");
      out_.text(" (").bytes(sum.bytes).text(")").text(cycle ? " alive" : "");
    }
    if (!*before)
      out_.text(report_.known.size ? "no new leaks" : "no leaks");
    if (report_.mismatched_times)
      out_.text("; ").count(report_.mismatched_times, "block", "blocks").text(" given back to the wrong function");
    out_.endLine().endLine();
  }

  void findings() {
    u64 numbers[kClasses] = {};
    usize shown = 0;
    for (const Finding &finding : report_.findings) {
      if (style_.max_findings && shown == style_.max_findings)
        break;
      ++shown;
      writeFinding(finding, ++numbers[static_cast<u32>(finding.kind)], out_);
      out_.endLine();
    }
    if (shown < report_.findings.size)
      out_.count(report_.findings.size - shown, "more finding is", "more findings are")
          .text(" not shown (max_findings=")
          .number(style_.max_findings)
          .text("; 0 shows all)")
          .endLine()
          .endLine();
  }

  void totals() {
    const Totals &totals = report_.totals;
    out_.count(totals.allocations, "allocation", "allocations")
        .text(", ")
        .number(totals.leaked_objects)
        .text(" leaked (");
    out_.bytes(totals.leaked_bytes).text(")");
    if (totals.cycles)
      out_.text(" in ").count(totals.cycles, "cycle", "cycles");
    u64 others = 0;
    for (usize i = static_cast<usize>(Class::Cycle) + 1; i < kClasses; ++i)
      others += i == static_cast<usize>(Class::Reachable) ? 0 : sums_[i].times;
    if (others)
      out_.text(totals.cycles ? " and " : " by ").count(others, "other cause", "other causes");
    out_.text(", ")
        .number(totals.temporary)
        .text(" temporary, ")
        .number(totals.suppressed)
        .text(" suppressed")
        .endLine();
  }

  const Report &report_;
  const TextStyle &style_;
  TextOutput out_;
  ClassSum sums_[kClasses];
};

} // namespace

void renderText(const Report &report, const TextStyle &style, Writer &out) { TextReport(report, style, out).write(); }

} // namespace refsan
