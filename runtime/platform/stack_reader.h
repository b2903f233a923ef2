//===- stack_reader.h - words of a stack ------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For unwinding: a stack that may be damaged is read without a fault. One thread,
// async-signal-safe, no lock, no memory.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_STACK_READER_H
#define REFSAN_PLATFORM_STACK_READER_H

#include "base/ints.h"

namespace refsan {

// Words of a stack. Those in `trusted` are read as they are, all others
// through readMemory(), a few hundred bytes at a time.
class StackReader {
public:
  explicit StackReader(Range trusted) : trusted_(trusted) {}
  bool read(uptr address, uptr &word);

private:
  Range trusted_;
  Range window_;
  alignas(8) char bytes_[512];
};

} // namespace refsan

#endif // REFSAN_PLATFORM_STACK_READER_H
