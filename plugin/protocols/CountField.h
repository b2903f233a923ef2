//===- CountField.h - where a function's count lies -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds the integer at a constant offset of an argument's object that a function
// adds to or subtracts from, by itself or in what it calls. Pure; works without
// debug info, on code as it is at pipeline start.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_PROTOCOLS_COUNTFIELD_H
#define REFSAN_PLUGIN_PROTOCOLS_COUNTFIELD_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/IR/Function.h"
#include <optional>

namespace refsan {

struct CountField {
  int64_t Offset; // bytes from the start of the object; before it, in a header, if negative
  unsigned Bytes;
  // Of these bytes' bits those that count; Bits is 0 if it is all from Shift on.
  unsigned Shift = 0, Bits = 0;
};

/// \p Skip: functions whose changes are not this one's.
std::optional<CountField> countField(const llvm::Function &F, unsigned Argument,
                                     llvm::function_ref<bool(const llvm::Function &)> Skip);

} // namespace refsan

#endif // REFSAN_PLUGIN_PROTOCOLS_COUNTFIELD_H
