//===- date_fuzz.cpp - dates of suppressions -------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "gate/date.h"

using namespace refsan;
using namespace refsan::fuzzing;

static std::string written(u32 day) {
  char buffer[32];
  TextBuilder text(buffer, sizeof(buffer));
  writeDate(day, text);
  return fuzzing::text(text.view());
}

FUZZ(input) {
  u32 day, again, some = input.ConsumeIntegralInRange<u32>(0, 2900000);
  must(parseDate(view(written(some)), day) && day == some, "a day that is written is that day");
  std::string text = input.ConsumeRemainingBytesAsString();
  if (parseDate(view(text), day)) {
    must(written(day) == text, "there is one way to write a day");
    must(parseDate(view(written(day)), again) && again == day, "what is written can be read");
  }
}
