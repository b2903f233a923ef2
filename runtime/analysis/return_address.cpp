//===- return_address.cpp - where calls come back to ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/return_address.h"

#include "platform/calls.h"

namespace refsan {

bool isReturnAddress(uptr word, const ModuleList &modules, const Readable &readable) {
  const Module *module = findModule(modules, word);
  return module && module->image.contains(word - kLongestCall) && readable.all({word - kLongestCall, word}) &&
         isBehindCall(word);
}

} // namespace refsan
