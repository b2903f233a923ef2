//===- report_output.h - the report to where it was asked for ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_REPORT_OUTPUT_H
#define REFSAN_ENTRY_REPORT_OUTPUT_H

#include "report/model.h"

namespace refsan {

// Renders by log_format and writes to log_path, and JSON to json_path. A clean report
// without notes, and one of a check that failed, has no text, but
// has its JSON document. A failing write makes configIsBad() true.
void outputReport(const Report &report);
// Anything of the report will be written.
bool isOutputWanted(const Report &report);

} // namespace refsan

#endif // REFSAN_ENTRY_REPORT_OUTPUT_H
