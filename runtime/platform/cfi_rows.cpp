//===- cfi_rows.cpp - call frame information, remembered ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See cfi_rows.h. A row: bits 29..0 the six registers, 30 rbp, 55..31 the offset
// in words, 62 that it is one.
//
//===----------------------------------------------------------------------===//

#include "platform/cfi_rows.h"

namespace refsan {
namespace cfi_rows {

constexpr usize kRows = 1024;
constexpr u32 kSavedBits = 5, kByRbp = 30, kOffset = 31;
constexpr u64 kMostSaved = (1 << kSavedBits) - 1, kMostOffset = (1 << 25) - 1;
constexpr u64 kIsRow = u64(1) << 62;

// Words written by two threads at once do not fit each other: the first is
// mixed of all that it is about and the others.
struct Remembered {
  u64 mixed;
  u64 row;
  uptr function;
};
static u64 mix(uptr code, u64 tables, u64 row, uptr function) {
  return code ^ tables ^ row ^ (function << 16 | function >> 48);
}
static Remembered rows[kRows];

static Remembered &placeOf(uptr code) { return rows[(code * 0x9e3779b97f4a7c15) >> 54]; }

} // namespace cfi_rows

CfiRow rememberedRow(uptr code, u64 tables) {
  const cfi_rows::Remembered &at = cfi_rows::placeOf(code);
  u64 row = __atomic_load_n(&at.row, __ATOMIC_RELAXED);
  uptr function = __atomic_load_n(&at.function, __ATOMIC_RELAXED);
  bool fits = __atomic_load_n(&at.mixed, __ATOMIC_RELAXED) == cfi_rows::mix(code, tables, row, function);
  return fits ? CfiRow{row, function} : CfiRow{0, 0};
}

void rememberRow(uptr code, u64 tables, CfiRow row) {
  cfi_rows::Remembered &at = cfi_rows::placeOf(code);
  __atomic_store_n(&at.mixed, cfi_rows::mix(code, tables, row.word, row.function), __ATOMIC_RELAXED);
  __atomic_store_n(&at.row, row.word, __ATOMIC_RELAXED);
  __atomic_store_n(&at.function, row.function, __ATOMIC_RELAXED);
}

u64 makeRow(bool by_rbp, i64 offset, const u64 (&saved)[kRowColumnCount]) {
  using namespace cfi_rows;
  if (offset <= 0 || offset % 8 != 0 || static_cast<u64>(offset / 8) > kMostOffset)
    return 0;
  u64 row = kIsRow | u64(by_rbp) << kByRbp | static_cast<u64>(offset / 8) << kOffset;
  for (u32 i = 0; i < kRowColumnCount; ++i) {
    if (saved[i] > kMostSaved)
      return 0;
    row |= saved[i] << (i * kSavedBits);
  }
  return row;
}

RowStep stepOfRow(u64 row) {
  using namespace cfi_rows;
  return {(row >> kByRbp & 1) != 0, static_cast<u32>(row >> kOffset & kMostOffset),
          static_cast<u32>(row >> (kRowRbp * kSavedBits) & kMostSaved)};
}

uptr saveAddress(u64 row, u32 place, uptr cfa) {
  using namespace cfi_rows;
  u64 saved = row == kOutermostRow ? 0 : row >> (place * kSavedBits) & kMostSaved;
  return saved ? cfa - saved * sizeof(uptr) : 0;
}

uptr beginOfSaved(u64 row, uptr cfa) {
  uptr begin = cfa - 2 * sizeof(uptr);
  for (u32 place = 0; place < kRowColumnCount; ++place)
    if (uptr saved = saveAddress(row, place, cfa))
      begin = saved < begin ? saved : begin;
  return begin;
}

CfiStep stepByRow(u64 row, uptr (&registers)[kCfiColumns], StackReader &stack) {
  using namespace cfi_rows;
  if (row == kOutermostRow)
    return {CfiResult::Outermost, 0, false};
  RowStep by = stepOfRow(row);
  uptr cfa = registers[by.by_rbp ? kRbp : kRsp] + by.words * sizeof(uptr);
  CfiStep step = {CfiResult::BadStack, cfa, false};
  uptr caller;
  if (!stack.read(cfa - sizeof(uptr), caller))
    return step;
  for (u32 column : kRowColumns) {
    u64 saved = row & kMostSaved;
    row >>= kSavedBits;
    if (saved && !stack.read(cfa - saved * sizeof(uptr), registers[column]))
      return step;
  }
  registers[kRsp] = cfa;
  registers[kReturn] = caller;
  step.result = CfiResult::Stepped;
  return step;
}

} // namespace refsan
