//===- report_output.cpp - the report to where it was asked for -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/report_output.h"

#include "entry/log_file.h"
#include "options/options.h"
#include "report/render.h"

namespace refsan {

void outputReport(const Report &report) {
  bool json = options().log_format == LogFormat::Json;
  if (!json && report.findings.size == 0)
    return;
  int fd = openReport();
  Writer out(fd);
  if (json) {
    renderJson(report, out);
  } else {
    TextStyle style;
    style.color = useColor(options().color, fd);
    style.max_findings = options().max_findings;
    style.max_members = options().max_members;
    renderText(report, style, out);
  }
  if (!out.flush())
    sayReportFailed(out.error());
  closeReport(fd);
}

} // namespace refsan
