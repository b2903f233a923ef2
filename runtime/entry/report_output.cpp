//===- report_output.cpp - the report to where it was asked for -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/report_output.h"

#include "entry/log_file.h"
#include "options/options.h"

namespace refsan {

void outputReport(const Report &report) {
  if (report.findings.size == 0)
    return;
  int fd = openReport();
  Writer out(fd);
  out.text("RefSan: ").decimal(report.totals.leaked_objects).text(" leaked\n");
  out.flush();
  closeReport(fd);
}

} // namespace refsan
