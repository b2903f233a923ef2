//===- baseline_fuzz.cpp - baseline files ----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "gate/baseline.h"

using namespace refsan;
using namespace refsan::fuzzing;

static bool parse(Baseline &baseline, StringView text) {
  char buffer[512];
  TextBuilder error(buffer, sizeof(buffer));
  bool good = baseline.parse("fuzz", text, error);
  must(good == (error.size() == 0), "an error is a text, and only an error");
  return good;
}

static std::string written(Baseline &baseline) {
  Writer out;
  baseline.write(out);
  std::string text = fuzzing::text(out.written());
  out.release();
  return text;
}

FUZZ(input) {
  std::string text = input.ConsumeRemainingBytesAsString();
  if (input.remaining_bytes() == 0 && text.find('\n') == std::string::npos)
    text = "# RefSan baseline 1\n" + text;
  Baseline baseline, again;
  if (parse(baseline, view(text))) {
    std::string first = written(baseline);
    must(parse(again, view(first)), "what is written can be read");
    must(written(again) == first, "and is written as before");
    for (const BaselineEntry &entry : baseline.entries())
      must(again.allowed(entry.id) == baseline.allowed(entry.id), "and allows as much");
  }
  baseline.release();
  again.release();
}
