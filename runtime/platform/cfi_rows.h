//===- cfi_rows.h - call frame information, remembered ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// To read a module's tables for one return address takes thousands of
// instructions; a program has few of them. What the tables say of nearly all
// code fits a word: where the caller's frame is, by rsp or rbp, and where the
// registers that a caller finds again are saved. For who unwinds. Any
// thread, async-signal-safe, no lock, no memory.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_CFI_ROWS_H
#define REFSAN_PLATFORM_CFI_ROWS_H

#include "platform/dwarf_cfi.h"

namespace refsan {

// The rules for a code address as a word, 0: not remembered, and where its function starts.
// `tables` tells the module's from those of another that was loaded in its place.
struct CfiRow {
  u64 word;
  uptr function;
};
CfiRow rememberedRow(uptr code, u64 tables);
void rememberRow(uptr code, u64 tables, CfiRow row);

// As stepByCfi(): by a word that it gave.
CfiStep stepByRow(u64 row, uptr (&registers)[kCfiColumns], StackReader &stack);

// The word of: the caller's frame at `offset` from rbp or rsp; `saved` at the same
// places as kRowColumns: how many words below the frame the register is, 0: it
// still has its value. 0: it does not fit.
constexpr u32 kRowColumns[] = {kRbx, kRbp, kR12, kR13, kR14, kR15};
constexpr u32 kRowRbp = 1; // rbp's place there
constexpr u32 kRowColumnCount = sizeof(kRowColumns) / sizeof(kRowColumns[0]);
u64 makeRow(bool by_rbp, i64 offset, const u64 (&saved)[kRowColumnCount]);
// What leads to the caller, of one that is not kOutermostRow.
struct RowStep {
  bool by_rbp;   // the caller's frame lies above rbp, else above rsp:
  u32 words;     // by so many
  u32 rbp_below; // so many words below that the caller's rbp is kept, 0: it has its value yet
};
RowStep stepOfRow(u64 row);
// Where the frame with this CFA keeps the caller's value of kRowColumns[place]; 0: it
// does not.
uptr saveAddress(u64 row, u32 place, uptr cfa);
// Where a frame that has a frame pointer begins to keep what is its caller's: that, the return address and such values.
uptr beginOfSaved(u64 row, uptr cfa);
// The word of code that nobody called.
constexpr u64 kOutermostRow = u64(1) << 63;

} // namespace refsan

#endif // REFSAN_PLATFORM_CFI_ROWS_H
