//===- dwarf_reader.h - numbers and expressions in DWARF --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What .eh_frame is written in: fixed and variable-length numbers, encoded
// addresses, stack-machine expressions. Only for platform/dwarf_cfi. Reading
// beyond the end gives zeros and good() turns false.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_DWARF_READER_H
#define REFSAN_PLATFORM_DWARF_READER_H

#include "base/ints.h"

namespace refsan {

namespace dwarf {
constexpr u8 kSigned4 = 0x0b;
constexpr u8 kDataRelative = 0x30;
constexpr u8 kOmitted = 0xff;
} // namespace dwarf

class DwarfReader {
public:
  DwarfReader(const u8 *begin, const u8 *end) : at_(begin), end_(end) {}

  u8 byte() { return static_cast<u8>(fixed(1)); }
  u16 u16At() { return static_cast<u16>(fixed(2)); }
  u32 u32At() { return static_cast<u32>(fixed(4)); }
  u64 u64At() { return fixed(8); }
  u64 unsignedLeb();
  i64 signedLeb();
  // A NUL-terminated text inside the section.
  const char *text();
  // A number by DW_EH_PE encoding; addresses may be relative to their own place
  // or to `base`. Indirect ones are not followed.
  uptr encoded(u8 encoding, uptr base);
  void skip(u64 bytes);

  const u8 *position() const { return at_; }
  bool atEnd() const { return at_ >= end_; }
  bool good() const { return good_; }

private:
  u64 fixed(usize bytes);

  const u8 *at_;
  const u8 *end_;
  bool good_ = true;
};

// Evaluates an expression over registers and memory; false if it is beyond what
// compilers and libc write into frame information, or memory cannot be read.
bool evaluateDwarf(DwarfReader in, const uptr *registers, u32 register_count, bool push_cfa, uptr cfa,
                   bool (*read)(uptr address, uptr &word, void *arg), void *arg, uptr &result);

} // namespace refsan

#endif // REFSAN_PLATFORM_DWARF_READER_H
