//===- writer.cpp - buffered text output ----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See writer.h.
//
//===----------------------------------------------------------------------===//

#include "containers/writer.h"

#include "platform/files.h"

#include <errno.h>
#include <string.h>

namespace refsan {

void Writer::append(const char *chars, usize count) {
  if (fd_ < 0) {
    if (!memory_.append(chars, count) && !error_)
      error_ = ENOMEM;
    return;
  }
  while (count > 0) {
    if (buffered_ == sizeof(buffer_))
      flush();
    usize room = sizeof(buffer_) - buffered_;
    usize part = count < room ? count : room;
    memcpy(buffer_ + buffered_, chars, part);
    buffered_ += part;
    chars += part;
    count -= part;
  }
}

bool Writer::flush() {
  if (fd_ >= 0 && buffered_ > 0 && !error_)
    error_ = writeAll(fd_, buffer_, buffered_);
  buffered_ = 0; // after an error the rest is dropped
  return !error_;
}

} // namespace refsan
