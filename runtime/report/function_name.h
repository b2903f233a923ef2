//===- function_name.h - names of functions, to be read ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Symbols spell out what nobody writes: std::string's arguments, and those that a
// template of the library has by default. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_FUNCTION_NAME_H
#define REFSAN_REPORT_FUNCTION_NAME_H

#include "base/strings.h"

namespace refsan {

// The parts of a demangled name that are to be read, one after the other.
class FunctionName {
public:
  explicit FunctionName(StringView name) : rest_(name) {}
  // False: there are no more.
  bool next(StringView &part);

private:
  StringView rest_;
};

} // namespace refsan

#endif // REFSAN_REPORT_FUNCTION_NAME_H
