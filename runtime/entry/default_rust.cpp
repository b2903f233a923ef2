//===- default_rust.cpp - is Rust's allocator std's own? --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/default_rust.h"

#include "platform/jumps.h"

namespace refsan {

void *default_rust[2];

void meetRust(const refsan_rust_function &fn, DefaultRust which) {
  static const void *rejected[2];
  if (!fn.stds || fn.called == __atomic_load_n(&rejected[which], __ATOMIC_RELAXED))
    return;
  if (jumpTarget(fn.called) == fn.stds)
    __atomic_store_n(&default_rust[which], fn.called, __ATOMIC_RELAXED);
  else
    __atomic_store_n(&rejected[which], fn.called, __ATOMIC_RELAXED);
}

} // namespace refsan
