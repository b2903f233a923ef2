//===- maps.h - the process's mappings --------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// /proc/self/maps, read by system calls alone: any thread, async-signal-safe, also
// while other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_MAPS_H
#define REFSAN_PLATFORM_MAPS_H

#include "base/ints.h"
#include "base/strings.h"

namespace refsan {

struct Mapping {
  Range range;
  bool readable;
  bool writable;
  bool executable;
  StringView name; // path, "[stack]", "[heap]" ... or empty; valid during the call, cut at some 300 characters
};

// A line of the file: false if it is something else. The name is a part of it.
bool parseMapping(StringView line, Mapping &mapping);

// Calls `visit` for each mapping, by address, until it returns false. False: the
// file cannot be read.
bool forEachMapping(bool (*visit)(const Mapping &mapping, void *arg), void *arg);

// The readable mapping that holds p; empty: none.
Range mappingAround(uptr p);

} // namespace refsan

#endif // REFSAN_PLATFORM_MAPS_H
