//===- loaded_symbol.h - symbols of a loaded module -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds an exported symbol in a module's memory, by the table that the dynamic
// loader itself uses: no file is read, no lock taken. Any thread; the module must not be unloaded meanwhile.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_LOADED_SYMBOL_H
#define REFSAN_PLATFORM_LOADED_SYMBOL_H

#include "platform/modules.h"

namespace refsan {

// Its address, or 0.
uptr loadedSymbol(const Module &module, const char *name);

} // namespace refsan

#endif // REFSAN_PLATFORM_LOADED_SYMBOL_H
