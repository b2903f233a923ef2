//===- date.h - days of the calendar ----------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Dates as days since 1970-01-01, UTC. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_GATE_DATE_H
#define REFSAN_GATE_DATE_H

#include "base/format.h"

namespace refsan {

// YYYY-MM-DD from 1970 on; false: not a date.
bool parseDate(StringView text, u32 &day);
void writeDate(u32 day, TextBuilder &out);

} // namespace refsan

#endif // REFSAN_GATE_DATE_H
