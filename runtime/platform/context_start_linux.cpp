//===- context_start_linux.cpp - where contexts begin ---------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/context_start.h"

#include <ucontext.h>

namespace refsan {

// Nobody but libc knows the name: one is made to look.
uptr contextStart() {
  alignas(16) char stack[1024] = {};
  ucontext_t context = {};
  context.uc_stack.ss_sp = stack;
  context.uc_stack.ss_size = sizeof(stack);
  makecontext(&context, [] {}, 0);
  auto top = static_cast<uptr>(context.uc_mcontext.gregs[REG_RSP]);
  uptr word;
  __builtin_memcpy(&word, reinterpret_cast<const void *>(top), sizeof word);
  return word;
}

Range stackOfContext(const void *context) {
  const stack_t &stack = static_cast<const ucontext_t *>(context)->uc_stack;
  auto begin = reinterpret_cast<uptr>(stack.ss_sp);
  return {begin, begin + stack.ss_size};
}

} // namespace refsan
