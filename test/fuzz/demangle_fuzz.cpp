//===- demangle_fuzz.cpp - linker symbols ----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "analysis/demangle.h"
#include "analysis/operation_name.h"

using namespace refsan;
using namespace refsan::fuzzing;

static void tryBoth(const std::string &symbol) {
  for (bool (*demangler)(StringView, TextBuilder &) : {demangle, demangleRust})
    for (usize room : {16, 256}) {
      std::vector<char> buffer(room); // its end is watched
      TextBuilder out(buffer.data(), room);
      bool good = demangler(view(symbol), out);
      must(good || out.size() == 0, "nothing is written of what is not understood");
      must(out.size() < room, "no more than there is room for");
    }
}

FUZZ(input) {
  const char *prefix = input.PickValueInArray({"", "_Z", "_ZN", "_ZTV", "_R", "_RN", "_RNv"});
  tryBoth(prefix + input.ConsumeRemainingBytesAsString());
}
