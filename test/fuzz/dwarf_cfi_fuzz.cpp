//===- dwarf_cfi_fuzz.cpp - call frame information, beside its remembered form ---===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "platform/cfi_rows.h"
#include "platform/fake_cfi.h"

#include <cstring>

using namespace refsan;
using namespace refsan::fuzzing;

FUZZ(input) {
  std::string augmentation = input.PickValueInArray({"", "zR", "zPLR", "zRS", "zRB"});
  auto code = input.ConsumeIntegralInRange<uptr>(0, 0xff);
  std::vector<u8> common = input.ConsumeBytes<u8>(input.ConsumeIntegralInRange<usize>(0, 40));
  // In the order of the CIE: alignments, the return address, the size of what follows, encodings.
  std::vector<u8> head = augmentation == "zR" ? std::vector<u8>{1, 0x78, 16, 1, 0x1b} : std::vector<u8>{1, 0x78, 16};
  common.insert(common.begin(), head.begin(), head.end());
  std::vector<u8> own = input.ConsumeRemainingBytes<u8>();
  fake::CfiTables tables(augmentation, common, own);
  uptr words[64], registers[kCfiColumns], again[kCfiColumns];
  for (usize i = 0; i < 64; ++i)
    words[i] = 0x1000 + i;
  for (uptr &one : registers)
    one = reinterpret_cast<uptr>(&words[16]);
  std::memcpy(again, registers, sizeof(again));
  StackReader stack({reinterpret_cast<uptr>(words), reinterpret_cast<uptr>(words + 64)});
  CfiStep step = stepByCfi(tables.header(), tables.code() + code, registers, stack);
  if (!step.row)
    return;
  CfiStep remembered = stepByRow(step.row, again, stack);
  must(remembered.result == step.result, "the remembered rules come to the same end");
  if (step.result == CfiResult::Stepped)
    must(remembered.cfa == step.cfa && std::memcmp(registers, again, sizeof(again)) == 0, "in the same caller");
}
