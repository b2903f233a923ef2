//===- report_output.cpp - the report to where it was asked for -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/report_output.h"

#include "entry/log_file.h"
#include "options/options.h"
#include "platform/process.h"
#include "report/render.h"

namespace refsan {

namespace report_output {
static void write(const Report &report, ReportFile file, bool json) {
  int fd = openReport(file);
  if (fd < 0)
    return;
  Writer out(fd);
  if (json) {
    renderJson(report, out);
  } else {
    TextStyle style;
    style.color = useColor(options().color, fd);
    style.max_findings = options().max_findings;
    style.max_members = options().max_members;
    style.quote_source = !isSecureProcess(); // it could read what its user may not
    renderText(report, style, out);
  }
  if (!out.flush())
    sayReportFailed(file, out.error());
  closeReport(fd);
}

static bool isLogWanted(const Report &report) {
  return options().log_format == LogFormat::Json ||
         (!report.error && (report.findings.size || report.notes.size || report.mismatched.size));
}
} // namespace report_output

bool isOutputWanted(const Report &report) {
  return report_output::isLogWanted(report) || isWanted(ReportFile::Json) || isWanted(ReportFile::Run);
}

void outputReport(const Report &report) {
  using report_output::write;
  if (report_output::isLogWanted(report))
    write(report, ReportFile::Log, options().log_format == LogFormat::Json);
  constexpr ReportFile kDocuments[] = {ReportFile::Json, ReportFile::Run};
  for (ReportFile file : kDocuments)
    if (isWanted(file))
      write(report, file, true);
}

} // namespace refsan
