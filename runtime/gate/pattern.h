//===- pattern.h - LeakSanitizer's patterns ---------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pattern is looked for anywhere in a text; `*` is any text, `^` at the begin
// and `$` at the end tie it to the begin and the end. Pure; any thread.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_GATE_PATTERN_H
#define REFSAN_GATE_PATTERN_H

#include "base/strings.h"

namespace refsan {

// Nothing matches the empty text. Linear in the text for each `*`.
bool matchesPattern(StringView pattern, StringView text);

} // namespace refsan

#endif // REFSAN_GATE_PATTERN_H
