//===- report_notes.h - adding notes to a report ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_REPORT_NOTES_H
#define REFSAN_ENTRY_REPORT_NOTES_H

#include "base/format.h"
#include "containers/arena.h"
#include "report/model.h"

namespace refsan {

class ReportNotes {
public:
  // The notes live in `texts`.
  ReportNotes(const Report &report, Arena &texts) : texts_(texts) {
    constexpr usize kMost = 64;
    notes_ = texts.make<const char *>(report.notes.size + kMost);
    for (usize i = 0; notes_ && i < report.notes.size; ++i)
      notes_[count_++] = report.notes.data[i];
    left_ = notes_ ? kMost : 0;
  }
  bool failed() const { return !notes_; }
  TextBuilder &begin() {
    line_.clear();
    return line_;
  }
  void end() {
    const char *copy = left_ ? texts_.copyText(line_.view()) : nullptr;
    if (!copy)
      return;
    --left_;
    notes_[count_++] = copy;
  }
  Span<const char *> all() const { return {notes_, count_}; }

  static void count(TextBuilder &line, u64 value, const char *noun) {
    line.decimal(value).character(' ').text(noun).text(value == 1 ? "" : "s");
  }

private:
  Arena &texts_;
  const char **notes_;
  usize count_ = 0, left_ = 0;
  char buffer_[1024];
  TextBuilder line_{buffer_, sizeof(buffer_)};
};

} // namespace refsan

#endif // REFSAN_ENTRY_REPORT_NOTES_H
