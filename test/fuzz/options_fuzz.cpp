//===- options_fuzz.cpp - REFSAN_OPTIONS -----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "options/options.h"

using namespace refsan;
using namespace refsan::fuzzing;

FUZZ(input) {
  std::string text = input.ConsumeRemainingBytesAsString();
  Options options;
  OptionErrors errors;
  parseOptions("fuzz", view(text), options, errors);
  must(errors.count <= OptionErrors::kMax, "as many errors as there is room for");
  for (u32 i = 0; i < errors.count; ++i)
    must(startsWith(errors.text[i], "fuzz: "), "an error says where it is from");
  parseLsanOptions("fuzz", view(text), options, errors);
  must(options.exitcode <= 255, "an exit status");
  Writer help;
  writeOptionHelp(help, options);
  help.release();
}
