//===- writer.h - buffered text output --------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What renderers write to: a file descriptor, or pages of memory that can be read
// back. Verbs as in base/format.h: text, character, decimal, signedDecimal, hex,
// padded. One thread at a time; keeps errno. Errors are remembered, not raised:
// ask failed() or error() at the end.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_CONTAINERS_WRITER_H
#define REFSAN_CONTAINERS_WRITER_H

#include "base/format.h"
#include "containers/vector.h"

namespace refsan {

class Writer : public TextVerbs<Writer> {
public:
  // To memory: written() gives the text.
  Writer() = default;
  // To a descriptor, which stays the caller's. Call flush() at the end.
  explicit Writer(int fd) : fd_(fd) {}
  Writer(const Writer &) = delete;
  Writer &operator=(const Writer &) = delete;

  void append(const char *chars, usize count);

  // Hands everything to the descriptor; false if any write has failed so far.
  bool flush();
  bool failed() const { return error_ != 0; }
  // errno of the first write that failed (ENOMEM for memory), or 0.
  int error() const { return error_; }

  // Memory only: what was written, void after the next append().
  StringView written() const { return StringView(memory_.data(), memory_.size()); }
  // Memory only: gives the pages back.
  void release() { memory_.release(); }

private:
  int fd_ = -1;
  int error_ = 0;
  usize buffered_ = 0;
  char buffer_[4096]; // a descriptor's text; needs no memory that might be gone
  Vector<char> memory_;
};

} // namespace refsan

#endif // REFSAN_CONTAINERS_WRITER_H
