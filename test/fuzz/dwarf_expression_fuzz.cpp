//===- dwarf_expression_fuzz.cpp - numbers and expressions in DWARF --------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "platform/dwarf_reader.h"

using namespace refsan;
using namespace refsan::fuzzing;

static bool readAny(uptr address, uptr &word, void *) {
  word = ~address;
  return address % 3 != 0;
}

static void readNumbers(const std::vector<u8> &bytes, u8 encoding) {
  const u8 *end = bytes.data() + bytes.size();
  DwarfReader in(bytes.data(), end);
  while (in.good() && !in.atEnd()) {
    const u8 *before = in.position();
    in.encoded(encoding, 0x1000);
    in.unsignedLeb();
    in.signedLeb();
    in.text();
    in.skip(in.byte());
    must(in.position() > before && in.position() <= end, "reading goes on, and not beyond the end");
  }
}

FUZZ(input) {
  u8 encoding = input.ConsumeIntegral<u8>();
  if (encoding == dwarf::kOmitted)
    return;
  uptr registers[17];
  for (uptr &one : registers)
    one = input.ConsumeIntegral<u32>();
  std::vector<u8> bytes = input.ConsumeRemainingBytes<u8>();
  readNumbers(bytes, encoding);
  uptr result = 0;
  evaluateDwarf(DwarfReader(bytes.data(), bytes.data() + bytes.size()), registers, 17, encoding & 1, 0x7000, readAny,
                nullptr, result);
}
