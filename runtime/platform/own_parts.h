//===- own_parts.h - what of a module is the runtime's ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The build gives the runtime's code and variables sections of their own
// (CMakeLists.txt), so that they can be told from the program's. Empty where it does not.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_OWN_PARTS_H
#define REFSAN_PLATFORM_OWN_PARTS_H

#include "base/ints.h"

namespace refsan {

Range runtimeCode();
// No root: what it remembers of the program's blocks keeps none alive.
void runtimeVariables(Range (&out)[2]);

} // namespace refsan

#endif // REFSAN_PLATFORM_OWN_PARTS_H
