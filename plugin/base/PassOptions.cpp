//===- PassOptions.cpp - what can be asked of the pass --------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/PassOptions.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ErrorHandling.h"
#include <cstdlib>

using namespace llvm;

namespace refsan {

static bool set(PassOptions &Options, StringRef Name, StringRef Value) {
  if (Value != "0" && Value != "1")
    return false;
#define REFSAN_PASS_OPTION(Field, Text, Default, Help)                                                                 \
  if (Name == Text) {                                                                                                  \
    Options.Field = Value == "1";                                                                                      \
    return true;                                                                                                       \
  }
#include "tables/PassOptions.def"
  return false;
}

static PassOptions parse(StringRef Text) {
  PassOptions Options;
  SmallVector<StringRef, 4> Parts;
  Text.split(Parts, ':', -1, false);
  for (StringRef Part : Parts)
    if (auto [Name, Value] = Part.split('='); !set(Options, Name, Value))
      reportFatalUsageError("REFSAN_PASS_OPTIONS: not understood: " + Part);
  return Options;
}

const PassOptions &passOptions() {
  const char *Text = std::getenv("REFSAN_PASS_OPTIONS");
  static const PassOptions Options = parse(Text ? Text : "");
  return Options;
}

} // namespace refsan
