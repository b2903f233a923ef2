//===- return_address.h - where calls come back to --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_RETURN_ADDRESS_H
#define REFSAN_ANALYSIS_RETURN_ADDRESS_H

#include "analysis/readable.h"
#include "platform/modules.h"

namespace refsan {

// In code of a module, behind what looks like a call.
bool isReturnAddress(uptr word, const ModuleList &modules, const Readable &readable);

} // namespace refsan

#endif // REFSAN_ANALYSIS_RETURN_ADDRESS_H
