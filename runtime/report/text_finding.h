//===- text_finding.h - one finding as text ---------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The block of a finding in the text report.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_TEXT_FINDING_H
#define REFSAN_REPORT_TEXT_FINDING_H

#include "report/text_layout.h"

namespace refsan {

// `number` is its place among the findings of its class, from 1.
void writeFinding(const Finding &finding, u64 number, TextOutput &out);

} // namespace refsan

#endif // REFSAN_REPORT_TEXT_FINDING_H
