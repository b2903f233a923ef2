//===- context_start.h - where contexts begin -------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The address that makecontext() puts on top of a stack, for the function to return to: no frame lies above
// it, but arguments and the context to follow.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_CONTEXT_START_H
#define REFSAN_PLATFORM_CONTEXT_START_H

#include "base/ints.h"

namespace refsan {

uptr contextStart();

// The stack that such a context, a ucontext_t, is to run on.
Range stackOfContext(const void *context);

} // namespace refsan

#endif // REFSAN_PLATFORM_CONTEXT_START_H
