//===- symbols.h - names for code addresses ---------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names from the ELF symbol tables, read by the runtime itself; lines from
// llvm-symbolizer run as a child, with a deadline, only if it is there. For the
// check at exit only: not async-signal-safe, one thread.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_SYMBOLS_H
#define REFSAN_PLATFORM_SYMBOLS_H

#include "base/ints.h"
#include "platform/modules.h"

namespace refsan {

// One source-level frame; strings live as long as the process. Null or 0: unknown.
struct SymbolFrame {
  const char *function; // demangled if the symbolizer did it, the symbol's name otherwise
  const char *file;
  u32 line;
  u32 column;
  bool inlined; // into the frame that follows
};

// Name of the symbol (function or data) that holds `address`, by .symtab or
// .dynsym of the module's file; null: none. `offset`: bytes into it.
const char *symbolAt(const Module &module, uptr address, usize *offset);

// Asks llvm-symbolizer for the frames of all `pcs` (each already a call's
// address, not its return address) at once. `out` is called for each pc with
// its frames, innermost first; pcs it knows nothing of are left out. Returns
// false if there is no symbolizer, it failed or took longer than deadline_ms.
bool symbolizeLines(const ModuleList &modules, const uptr *pcs, usize count, u32 deadline_ms,
                    void (*out)(usize index, const SymbolFrame *frames, usize size, void *arg), void *arg);

} // namespace refsan

#endif // REFSAN_PLATFORM_SYMBOLS_H
