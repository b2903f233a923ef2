//===- reference_words.cpp - words about references, by address -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/reference_words.h"

namespace refsan {

ReferenceWords **reference_words::tables[kTables];

ReferenceWords *makeReferenceWords(uptr address) {
  using namespace reference_words;
  uptr index = address >> kTableBits;
  ReferenceWords **table = index < kTables ? mapOnce(&tables[index], kTableSize * sizeof(ReferenceWords *)) : nullptr;
  return table ? mapOnce(&table[(address >> ReferenceWords::kBits) % kTableSize], sizeof(ReferenceWords)) : nullptr;
}

} // namespace refsan
