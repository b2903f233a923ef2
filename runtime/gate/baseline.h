//===- baseline.h - findings that are known ---------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A baseline file lists findings that do not fail a run. A text, so that it can
// be reviewed and merged: a first line that says what it is, then a line a
// finding and program, the fields separated by tabs:
//   id  times  class  program  type  function
// Only id and times decide; the rest is for readers and for telling what was fixed.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_GATE_BASELINE_H
#define REFSAN_GATE_BASELINE_H

#include "containers/arena.h"
#include "containers/hash_map.h"
#include "containers/vector.h"
#include "containers/writer.h"
#include "report/model.h"

namespace refsan {

struct BaselineEntry {
  u64 id;
  u64 times;
  const char *kind; // as in JSON
  const char *program;
  const char *type;
  const char *function;
};

class Baseline {
public:
  // Adds the entries of a file's text. False: `error` says which line is wrong
  // and what was expected there.
  bool parse(const char *source, StringView text, TextBuilder &error);
  // Adds a finding of this program, or raises its times.
  void add(const Finding &finding, StringView program);
  // All that `other` has, likewise.
  void merge(const Baseline &other);
  // How often the finding may occur; 0: it is not listed.
  u64 allowed(u64 id) const;

  Span<BaselineEntry> entries() const { return {entries_.data(), entries_.size()}; }
  // The file: sorted, so that equal contents are equal bytes.
  void write(Writer &out);
  // Memory ran out in one of the above: it is not complete.
  bool failed() const { return entries_.failed() || texts_.failed() || times_.failed(); }
  void release();

private:
  void add(const BaselineEntry &entry); // its texts are copied
  bool parseLine(StringView line, const char *source, u32 number, TextBuilder &error);

  Vector<BaselineEntry> entries_;
  HashMap<u64, u64> times_;  // by id: the most of any program
  HashMap<u64, u32> places_; // by id and program: index of the entry
  Arena texts_;
};

} // namespace refsan

#endif // REFSAN_GATE_BASELINE_H
