//===- stack_reader.cpp - words of a stack --------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/stack_reader.h"

#include "platform/memory.h"

#include <string.h>

namespace refsan {

bool StackReader::read(uptr address, uptr &word) {
  if (address >= trusted_.begin && address < trusted_.end && trusted_.end - address >= sizeof(uptr)) {
    memcpy(&word, reinterpret_cast<void *>(address), sizeof(word));
    return true;
  }
  if (address < window_.begin || address >= window_.end || window_.end - address < sizeof(uptr)) {
    // Up to the end of the page at most: the next one may be missing.
    usize room = kPageSize - address % kPageSize;
    usize size = room < sizeof(uptr) ? sizeof(uptr) : room < sizeof(bytes_) ? room : sizeof(bytes_);
    window_ = {};
    if (!readMemory(address, bytes_, size))
      return false;
    window_ = {address, address + size};
  }
  memcpy(&word, bytes_ + (address - window_.begin), sizeof(word));
  return true;
}

} // namespace refsan
