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

// But for what runs only where something is to be reported, when no thread is looked at.
Range runtimeCode();
// A fault in the code that is always needed must not bring that of reports along, nor the
// other way round: the kernel maps what lies around it, too.
void divideRuntimeCode();
// No root: what it remembers of the program's blocks keeps none alive.
void runtimeVariables(Range (&out)[2]);

} // namespace refsan

#endif // REFSAN_PLATFORM_OWN_PARTS_H
