//===- default_rust.h - is Rust's allocator std's own? ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A Rust program may define an allocator. Where it has not, rustc defines functions
// that jump to std's, which does no more than malloc and realloc do, unless more
// alignment is wanted than these give; so they can be asked in its place.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_DEFAULT_RUST_H
#define REFSAN_ENTRY_DEFAULT_RUST_H

#include "base/ints.h"
#include "refsan/abi.h"

namespace refsan {

enum DefaultRust : u32 { DefaultAlloc, DefaultRealloc };
// As far as they were met.
extern void *default_rust[2];

// Asked of malloc or realloc by std's function?
inline bool isMallocs(const refsan_rust_function &fn, DefaultRust which, usize size, usize align) {
  constexpr usize kMallocAlign = 16;
  return fn.called == default_rust[which] && align <= kMallocAlign && align <= size;
}
// Looks at a function that is not among them.
void meetRust(const refsan_rust_function &fn, DefaultRust which);

} // namespace refsan

#endif // REFSAN_ENTRY_DEFAULT_RUST_H
