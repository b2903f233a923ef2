//===- names.cpp - names for addresses ------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/names.h"

#include "analysis/demangle.h"

namespace refsan {
namespace names {

constexpr StringView system_files[] = {"libc.so", "libc-",      "ld-linux", "ld-2",   "libstdc++.so", "libc++.so",
                                       "libm.so", "libpthread", "libdl.so", "librt.", "libgcc_s.so",  "libc++abi.so"};
constexpr StringView own_prefixes[] = {"__refsan_", "_ZN6refsan", "_ZNK6refsan", "_ZL6refsan"};
constexpr StringView allocators[] = {"malloc", "calloc",        "realloc",      "reallocarray",   "aligned_alloc",
                                     "valloc", "pvalloc",       "memalign",     "posix_memalign", "free",
                                     "cfree",  "__libc_malloc", "__libc_calloc"};

static const char *readable(const char *symbol) {
  char buffer[512];
  TextBuilder text(buffer, sizeof buffer);
  return symbol && (demangle(symbol, text) || demangleRust(symbol, text)) ? scratch::copy(text.view()) : symbol;
}

} // namespace names

const char *Names::function(uptr pc) const {
  const Module *found = module(pc);
  usize offset;
  return found ? names::readable(symbol_at_(*found, pc, &offset)) : nullptr;
}

const char *Names::variable(uptr address, usize *into) const {
  const Module *found = module(address);
  return found ? names::readable(symbol_at_(*found, address, into)) : nullptr;
}

const char *Names::classOfTable(uptr address) const {
  const Module *found = module(address);
  usize offset;
  const char *symbol = found ? symbol_at_(*found, address, &offset) : nullptr;
  return symbol && startsWith(symbol, "_ZTV") ? names::readable(symbol) : nullptr;
}

bool Names::isSystemCode(uptr pc) const {
  const Module *found = module(pc);
  if (!found)
    return false;
  StringView path = found->path;
  StringView file = lastOfPath(path);
  for (StringView system : names::system_files)
    if (startsWith(file, system))
      return true;
  return startsWith(path, "[");
}

bool Names::isOwnCode(uptr pc) const {
  const Module *found = module(pc);
  usize offset;
  const char *symbol = found ? symbol_at_(*found, pc, &offset) : nullptr;
  if (!symbol)
    return false;
  for (StringView prefix : names::own_prefixes)
    if (startsWith(symbol, prefix))
      return true;
  for (StringView allocator : names::allocators)
    if (allocator == symbol)
      return true;
  return startsWith(symbol, "_Zn") && (symbol[3] == 'w' || symbol[3] == 'a'); // operator new
}

} // namespace refsan
