//===- baseline_file.cpp - the baseline in its file -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/baseline_file.h"

#include "entry/gate_files.h"
#include "entry/log_file.h"
#include "entry/report_notes.h"
#include "entry/text_file.h"
#include "options/options.h"
#include "platform/files.h"
#include "platform/process.h"

#include <errno.h>
#include <string.h>

namespace refsan {

namespace baseline_file {
constexpr u32 kLockDeadlineMs = 10000;

static Baseline known;
static bool loaded;
static bool missing;    // the file is to be made
static char path[4096]; // absolute
static Arena report_texts;

static bool readInto(Baseline &baseline, bool may_be_missing) {
  TextFile file;
  int error = file.read(path);
  bool ok = missing = error == ENOENT && may_be_missing;
  if (!error) {
    char buffer[1024];
    TextBuilder message(buffer, sizeof(buffer));
    ok = baseline.parse(options().baseline, file.text(), message);
    if (!ok)
      sayBadConfig(message.view());
  } else if (!ok) {
    sayUnreadable("baseline", options().baseline, error, error == ENOENT ? "; baseline_update=1 makes it" : "");
  }
  file.release();
  return ok;
}

static void sayUnwritable(int error) {
  const char *reason = error == ELOOP    ? "it is a symbolic link"
                       : error == EAGAIN ? "another process keeps its directory locked"
                                         : strerrordesc_np(error);
  char text[1024];
  TextBuilder line(text, sizeof(text));
  line.text("cannot update the baseline '").text(options().baseline).text("': ");
  sayBadConfig(line.text(reason ? reason : "unknown error").view());
}

// 0 or an errno.
static int replaceFile(Baseline &baseline) {
  char temporary[sizeof(path) + 32];
  TextBuilder name(temporary, sizeof(temporary));
  name.text(path).text(".new.").signedDecimal(processId());
  int fd = openNew(temporary);
  if (fd == -EEXIST) { // of a process of that id that died here; nobody else holds the lock
    removeFile(temporary);
    fd = openNew(temporary);
  }
  if (fd < 0)
    return -fd;
  Writer out(fd);
  baseline.write(out);
  int error = out.flush() ? 0 : out.error();
  closeFile(fd);
  if (!error)
    error = renameFile(temporary, path);
  if (error)
    removeFile(temporary);
  return error;
}

static StringView programName(const Report &report) {
  StringView exe = report.exe;
  usize slash = findLastChar(exe, '/');
  return exe.from(slash == kNotFound ? 0 : slash + 1);
}

// What is found, by whether the baseline has it that often.
struct Division {
  Finding *known;
  Finding *fresh;
  usize known_count = 0;
  usize fresh_count = 0;
  u64 objects = 0, bytes = 0; // of the known

  bool make(const Report &report, const Baseline &baseline) {
    known = report_texts.make<Finding>(report.findings.size);
    fresh = report_texts.make<Finding>(report.findings.size);
    if (!known || !fresh)
      return false;
    for (const Finding &finding : report.findings)
      if (finding.kind != Class::Reachable && finding.times <= baseline.allowed(finding.id)) {
        known[known_count++] = finding;
        objects += finding.objects + finding.owned_objects;
        bytes += finding.bytes + finding.owned_bytes;
      } else {
        fresh[fresh_count++] = finding;
      }
    return true;
  }
};

// Entries of this program that were not found, whatever their number.
static Span<FixedFinding> findFixed(const Report &report, const Baseline &baseline) {
  Span<BaselineEntry> entries = baseline.entries();
  FixedFinding *fixed = report_texts.make<FixedFinding>(entries.size);
  HashMap<u64, u8> found;
  for (const Finding &finding : report.findings)
    found.insert(finding.id, 1);
  usize count = 0;
  for (const BaselineEntry &entry : entries)
    if (fixed && !found.failed() && !found.find(entry.id) && programName(report) == entry.program)
      fixed[count++] = {entry.id, entry.times, entry.kind, entry.type, entry.function};
  found.release();
  return {fixed, count};
}

static void noteKnown(const Division &division, ReportNotes &notes) {
  if (!division.known_count)
    return;
  TextBuilder &line = notes.begin();
  ReportNotes::count(line, division.known_count, "known finding");
  line.text(" (");
  ReportNotes::count(line, division.objects, "object");
  line.text(", ");
  ReportNotes::count(line, division.bytes, "byte");
  line.text(division.known_count == 1 ? ") is in " : ") are in ").text(options().baseline);
  notes.end();
}

static void noteMore(const Division &division, const Baseline &baseline, ReportNotes &notes) {
  for (usize i = 0; i < division.fresh_count; ++i)
    if (u64 allowed = baseline.allowed(division.fresh[i].id)) {
      TextBuilder &line = notes.begin();
      line.text("id ").hex(division.fresh[i].id >> 32, 8).text(" is in ").text(options().baseline).text(", but ");
      ReportNotes::count(line, allowed, "time");
      line.text(" only, and was found ");
      ReportNotes::count(line, division.fresh[i].times, "time");
      notes.end();
    }
}

static void noteFixed(Span<FixedFinding> fixed, ReportNotes &notes) {
  if (!fixed.size)
    return;
  constexpr usize kShown = 5;
  TextBuilder &line = notes.begin();
  ReportNotes::count(line, fixed.size, "finding");
  line.text(" of ")
      .text(options().baseline)
      .text(fixed.size == 1 ? " is fixed, or was not come by:" : " are fixed, or were not come by:");
  for (usize i = 0; i < fixed.size && i < kShown; ++i)
    line.text(i ? ", " : " ")
        .hex(fixed[i].id >> 32, 8)
        .text(" (")
        .text(fixed[i].kind)
        .text(" in ")
        .text(fixed[i].function)
        .text(")");
  line.text(fixed.size > kShown ? ", ..." : "");
  notes.end();
}

static void update(const Report &report, ReportNotes &notes) {
  Baseline found;
  u64 more = 0;
  for (const Finding &finding : report.findings)
    if (finding.kind != Class::Reachable) {
      more += finding.times > known.allowed(finding.id);
      found.add(finding, programName(report));
    }
  if (more || missing) {
    updateBaselineFile(found);
    TextBuilder &line = notes.begin();
    ReportNotes::count(line, more, "finding");
    line.text(more == 1 ? " was added to " : " were added to ").text(options().baseline);
    if (!configIsBad())
      notes.end();
  }
  known.merge(found);
  found.release();
}
} // namespace baseline_file

void loadBaseline() {
  using namespace baseline_file;
  if (!*options().baseline) {
    if (options().baseline_update)
      sayBadConfig("baseline_update=1 needs baseline=FILE");
    return;
  }
  if (!absolutePath(options().baseline, path, sizeof(path)))
    sayUnreadable("baseline", options().baseline, ENAMETOOLONG);
  else
    loaded = readInto(known, options().baseline_update);
}

void updateBaselineFile(Baseline &found) {
  using namespace baseline_file;
  char directory[sizeof(path)];
  TextBuilder text(directory, sizeof(directory));
  text.text(StringView(path).from(0, findLastChar(path, '/') + 1));
  int lock = lockDirectory(directory, kLockDeadlineMs);
  if (lock < 0)
    return sayUnwritable(-lock);
  Baseline merged;
  int error = isSymbolicLink(path) ? ELOOP : 0;
  if (!error && readInto(merged, true)) {
    merged.merge(found);
    error = merged.failed() ? ENOMEM : replaceFile(merged);
  }
  closeFile(lock);
  merged.release();
  if (error)
    sayUnwritable(error);
}

void compareWithBaseline(Report &report) {
  using namespace baseline_file;
  if (!loaded)
    return;
  report_texts.release();
  ReportNotes notes(report, report_texts);
  if (options().baseline_update)
    update(report, notes);
  Division division;
  if (notes.failed() || !division.make(report, known) || known.failed())
    return sayBadConfig("memory for the baseline ran out");
  report.fixed = findFixed(report, known);
  noteKnown(division, notes);
  noteMore(division, known, notes);
  noteFixed(report.fixed, notes);
  report.findings = {division.fresh, division.fresh_count};
  report.known = {division.known, division.known_count};
  report.notes = notes.all();
}

} // namespace refsan
