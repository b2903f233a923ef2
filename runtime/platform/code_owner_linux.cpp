//===- code_owner_linux.cpp - which file code belongs to -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/code_owner.h"
#include "platform/loaded_symbol.h"
#include "platform/modules.h"

#include <link.h>

namespace refsan {

namespace code_owner {
// glibc's struct dl_find_object on x86-64, since 2.35.
struct FoundObject {
  u64 flags;
  void *map_start;
  void *map_end;
  link_map *map;
  void *eh_frame_hdr;
  u64 reserved[7];
};
extern "C" __attribute__((weak)) int refsanFindOwner(void *pc, FoundObject *result) __asm__("_dl_find_object");
} // namespace code_owner

const char *pathOfCode(uptr code) {
  using namespace code_owner;
  FoundObject found;
  if (!refsanFindOwner || refsanFindOwner(reinterpret_cast<void *>(code), &found) || !found.map)
    return nullptr;
  return found.map->l_name;
}

bool moduleDefines(uptr code, const char *symbol) {
  const Module *module = findModule(listModules(), code);
  return module && loadedSymbol(*module, symbol);
}

} // namespace refsan
