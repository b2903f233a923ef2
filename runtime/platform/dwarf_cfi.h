//===- dwarf_cfi.h - call frame information ---------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds and runs the .eh_frame rules for one code address: how to get from a
// frame's registers to its caller's. x86-64. The tables are the module's own,
// loaded and trusted; the stack is not: it is read through a StackReader. Only for
// platform/unwind. Any thread, async-signal-safe, no lock, no memory.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_DWARF_CFI_H
#define REFSAN_PLATFORM_DWARF_CFI_H

#include "base/ints.h"
#include "platform/stack_reader.h"

namespace refsan {

// DWARF's numbers of the registers; column 16 is the return address.
enum CfiColumn : u32 { kRbx = 3, kRbp = 6, kRsp = 7, kR12 = 12, kR13 = 13, kR14 = 14, kR15 = 15, kReturn = 16 };
constexpr u32 kCfiColumns = 17;

enum class CfiResult {
  Stepped,   // the registers are the caller's now, registers[kReturn] its pc
  Outermost, // the tables say that there is no caller
  NoRules,   // no table covers the address
  BadStack,  // the stack cannot be read where it should hold registers
};

struct CfiStep {
  CfiResult result;
  uptr cfa;          // valid if Stepped
  bool signal_frame; // the caller was interrupted, it did not call
  u64 row = 0;       // the rules as one word, see cfi_rows.h; 0: they do not fit
  uptr function = 0; // where the code that the rules are about starts, 0: unknown
  Range code = {};   // the function's, or that of a part of it
  uptr mark = 0;     // where the pass marked the code (plugin/frames/FrameMarks.cpp): its variables fill whole units
                     // of 16 bytes; 0: it did not
};

// `hdr`: the module's .eh_frame_hdr. `code`: an address inside the instruction
// that is being executed (for a caller: return address - 1).
CfiStep stepByCfi(const u8 *hdr, uptr code, uptr (&registers)[kCfiColumns], StackReader &stack);

} // namespace refsan

#endif // REFSAN_PLATFORM_DWARF_CFI_H
