//===- fetched.h - files of crates that cargo has fetched -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nobody of the program's works on them, and their paths are long (refsan/kinds.def).
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_FETCHED_H
#define REFSAN_REPORT_FETCHED_H

#include "base/strings.h"

namespace refsan {

bool isFetched(StringView file);
// From the crate's folder on: "slab-0.4.9/src/lib.rs". (Checkouts: "name-hash/commit/src/lib.rs".) Other files: as they
// are.
StringView withinCrates(StringView file);

} // namespace refsan

#endif // REFSAN_REPORT_FETCHED_H
