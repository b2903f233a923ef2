//===- render.h - a report as text or JSON ----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The forms of a report. Renderers decide nothing: they show the model. Called
// once a report, by one thread; they read source files to quote lines, and write
// to `out` alone, which the caller flushes.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_RENDER_H
#define REFSAN_REPORT_RENDER_H

#include "containers/writer.h"
#include "report/model.h"

namespace refsan {

struct TextStyle {
  bool color = false;
  usize max_findings = 50; // 0: all; a line says how many are not shown
  usize max_members = 16;  // of each finding; 0: all
  usize max_callers = 3;
  bool quote_source = true;
};

// For people.
void renderText(const Report &report, const TextStyle &style, Writer &out);

// For programs: one document of schema 1, complete.
void renderJson(const Report &report, Writer &out);

} // namespace refsan

#endif // REFSAN_REPORT_RENDER_H
