//===- text_file.cpp - a whole file as text -------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/text_file.h"

#include "base/format.h"
#include "entry/log_file.h"
#include "platform/files.h"

#include <errno.h>
#include <string.h>

namespace refsan {

int TextFile::read(const char *path) {
  constexpr usize kMost = 64 << 20, kPiece = 64 << 10;
  constexpr u32 kPipeMs = 5000; // a shell's <(command) is a pipe
  int fd = openForReading(path);
  if (fd < 0)
    return -fd;
  int error = 0;
  for (;;) {
    usize size = bytes_.size();
    if (size > kMost || !bytes_.resize(size + kPiece)) {
      error = size > kMost ? EFBIG : ENOMEM;
      break;
    }
    if (!awaitInput(fd, kPipeMs)) {
      bytes_.resize(size);
      error = ETIMEDOUT;
      break;
    }
    i64 got = readSome(fd, bytes_.data() + size, kPiece);
    bytes_.resize(size + (got > 0 ? static_cast<usize>(got) : 0));
    if (got <= 0) {
      error = static_cast<int>(-got);
      break;
    }
  }
  closeFile(fd);
  constexpr StringView kByteOrderMark = "\xef\xbb\xbf"; // some editors put it there
  begin_ = startsWith(StringView(bytes_.data(), bytes_.size()), kByteOrderMark) ? kByteOrderMark.size : 0;
  return error;
}

void sayUnreadable(const char *option, const char *path, int error, const char *advice) {
  const char *reason = strerrordesc_np(error);
  char text[1024];
  TextBuilder line(text, sizeof(text));
  line.text("cannot read the file of ").text(option).text("='").text(path).text("': ");
  sayBadConfig(line.text(reason ? reason : "unknown error").text(advice).view());
}

} // namespace refsan
