//===- fuzz.h - what fuzzers have in common ---------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fuzzer includes this, defines FUZZ(input) { ... } and says with must() what has
// to be true of any input.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_TEST_FUZZ_H
#define REFSAN_TEST_FUZZ_H

#include "base/ints.h"
#include "base/strings.h"

#include <cstdio>
#include <cstdlib>
#include <fuzzer/FuzzedDataProvider.h>
#include <string>
#include <vector>

#define FUZZ(Input)                                                                                                    \
  static void fuzz(FuzzedDataProvider &Input);                                                                         \
  extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {                                            \
    FuzzedDataProvider input(data, size);                                                                              \
    fuzz(input);                                                                                                       \
    return 0;                                                                                                          \
  }                                                                                                                    \
  static void fuzz(FuzzedDataProvider &Input)

namespace refsan::fuzzing {

inline void must(bool condition, const char *what) {
  if (condition)
    return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::abort();
}

inline StringView view(const std::string &text) { return {text.data(), text.size()}; }
inline std::string text(StringView view) { return {view.data, view.size}; }

} // namespace refsan::fuzzing

#endif // REFSAN_TEST_FUZZ_H
