//===- date.cpp - days of the calendar ------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/date.h"

namespace refsan {
namespace calendar {

static bool isLeap(u64 year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
static u64 daysOf(u64 year) { return isLeap(year) ? 366 : 365; }
static u64 daysOf(u64 year, u64 month) {
  constexpr u8 kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[month - 1] + (month == 2 && isLeap(year));
}

} // namespace calendar

bool parseDate(StringView text, u32 &day) {
  u64 year, month, of_month;
  if (text.size != 10 || text[4] != '-' || text[7] != '-' || !parseUnsigned(text.from(0, 4), year) ||
      !parseUnsigned(text.from(5, 2), month) || !parseUnsigned(text.from(8), of_month))
    return false;
  if (year < 1970 || month < 1 || month > 12 || of_month < 1 || of_month > calendar::daysOf(year, month))
    return false;
  u64 days = of_month - 1;
  for (u64 y = 1970; y < year; ++y)
    days += calendar::daysOf(y);
  for (u64 m = 1; m < month; ++m)
    days += calendar::daysOf(year, m);
  day = static_cast<u32>(days);
  return true;
}

void writeDate(u32 day, TextBuilder &out) {
  u64 left = day, year = 1970, month = 1;
  for (; left >= calendar::daysOf(year); ++year)
    left -= calendar::daysOf(year);
  for (; left >= calendar::daysOf(year, month); ++month)
    left -= calendar::daysOf(year, month);
  out.decimal(year).text(month < 10 ? "-0" : "-").decimal(month).text(left < 9 ? "-0" : "-").decimal(left + 1);
}

} // namespace refsan
