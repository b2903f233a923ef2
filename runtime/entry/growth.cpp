//===- growth.cpp - what grew since the check before ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/growth.h"

#include "containers/hash_map.h"
#include "entry/report_notes.h"
#include "platform/process_copy.h"

namespace refsan {

namespace growth {
struct Remembered {
  u64 id;
  FindingSize size;
};
// Findings beyond these are not compared.
constexpr usize kMost = 16384;
struct Table {
  u64 checks;
  u64 count;
  Remembered findings[kMost];
};
static Table *table; // seen by the process and its copies
static Arena texts;

static FindingSize sizeOf(const Finding &finding) {
  return {true, finding.times, finding.objects + finding.owned_objects, finding.bytes + finding.owned_bytes};
}

static void remember(const Report &report) {
  table->count = 0;
  for (const Finding &finding : report.findings)
    if (finding.kind != Class::Reachable && table->count < kMost)
      table->findings[table->count++] = {finding.id, sizeOf(finding)};
  ++table->checks;
}

// Copies the findings, with what they were. Null: no memory.
static Finding *compare(const Report &report) {
  auto *findings = texts.make<Finding>(report.findings.size);
  HashMap<u64, u32> places;
  for (u32 i = 0; i < table->count; ++i)
    places.insert(table->findings[i].id, i + 1);
  bool all_known = !places.failed() && table->count < kMost;
  for (usize i = 0; findings && i < report.findings.size; ++i) {
    findings[i] = report.findings[i];
    if (findings[i].kind == Class::Reachable)
      continue;
    if (u32 *place = places.find(findings[i].id))
      findings[i].before = table->findings[*place - 1].size;
    else
      findings[i].before.known = all_known;
  }
  places.release();
  return findings;
}

static bool grew(const Finding &finding) {
  FindingSize now = sizeOf(finding);
  return finding.before.known && (now.objects > finding.before.objects || now.bytes > finding.before.bytes);
}

static void describe(const Finding &finding, TextBuilder &line) {
  FindingSize now = sizeOf(finding);
  line.hex(finding.id >> 32, 8);
  line.text(finding.before.times ? " (" : " (new, ");
  ReportNotes::count(line, now.objects - finding.before.objects, "object");
  line.text(", ");
  ReportNotes::count(line, now.bytes - finding.before.bytes, "byte");
  line.text(finding.before.times ? " more)" : ")");
}

static void note(Span<Finding> findings, ReportNotes &notes) {
  constexpr usize kShown = 8;
  usize growing = 0;
  for (const Finding &finding : findings)
    growing += grew(finding);
  TextBuilder &line = notes.begin();
  if (!growing)
    line.text("nothing grew");
  else
    ReportNotes::count(line, growing, "finding");
  line.text(growing ? " grew since the check before: id " : " since the check before");
  usize shown = 0;
  for (const Finding &finding : findings)
    if (grew(finding) && shown < kShown) {
      line.text(shown++ ? ", " : "");
      describe(finding, line);
    }
  line.text(growing > kShown ? ", ..." : "");
  notes.end();
}
} // namespace growth

void prepareGrowth() {
  if (!growth::table)
    growth::table = static_cast<growth::Table *>(mapShared(sizeof(growth::Table)));
}

void noteGrowth(Report &report) {
  using namespace growth;
  if (!table)
    return;
  texts.release();
  Finding *findings = table->checks ? compare(report) : nullptr;
  if (findings) {
    report.findings = {findings, report.findings.size};
    ReportNotes notes(report, texts);
    if (report.findings.size)
      note(report.findings, notes);
    report.notes = notes.all();
  }
  remember(report);
}

void forgetGrowth() { growth::table = nullptr; }

} // namespace refsan
