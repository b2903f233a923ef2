//===- loaded_symbol_linux.cpp - symbols of a loaded module ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See loaded_symbol.h; DT_GNU_HASH as binutils and the loader define it, or DT_HASH.
//
//===----------------------------------------------------------------------===//

#include "platform/loaded_symbol.h"

#include "base/strings.h"
#include "platform/memory.h"

#include <link.h>

namespace refsan {
namespace loaded_symbol {

struct Tables {
  const u32 *hash = nullptr;
  const u32 *old_hash = nullptr; // where the linker made no other: it says how many symbols there are
  const ElfW(Sym) *symbols = nullptr;
  const char *names = nullptr;
};

static u32 hashOf(const char *name) {
  u32 hash = 5381;
  for (; *name; ++name)
    hash = hash * 33 + static_cast<u8>(*name);
  return hash;
}

static const ElfW(Dyn) * findDynamic(const Module &module) {
  ElfW(Ehdr) header;
  if (!readMemory(module.image.begin, &header, sizeof(header)) ||
      __builtin_memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
    return nullptr;
  auto *segments = reinterpret_cast<const ElfW(Phdr) *>(module.image.begin + header.e_phoff);
  for (u32 i = 0; i < header.e_phnum; ++i)
    if (segments[i].p_type == PT_DYNAMIC)
      return reinterpret_cast<const ElfW(Dyn) *>(module.bias + segments[i].p_vaddr);
  return nullptr;
}

static Tables findTables(const Module &module) {
  Tables tables;
  for (const ElfW(Dyn) *entry = findDynamic(module); entry && entry->d_tag != DT_NULL; ++entry) {
    // The loader has made them addresses, except in the vdso.
    uptr value = entry->d_un.d_ptr;
    value = module.image.contains(value) ? value : module.bias + value;
    if (entry->d_tag == DT_GNU_HASH)
      tables.hash = reinterpret_cast<const u32 *>(value);
    else if (entry->d_tag == DT_HASH)
      tables.old_hash = reinterpret_cast<const u32 *>(value);
    else if (entry->d_tag == DT_SYMTAB)
      tables.symbols = reinterpret_cast<const ElfW(Sym) *>(value);
    else if (entry->d_tag == DT_STRTAB)
      tables.names = reinterpret_cast<const char *>(value);
  }
  return tables;
}

static bool defines(const Tables &tables, u32 index, const char *name) {
  const ElfW(Sym) &symbol = tables.symbols[index];
  return symbol.st_shndx != SHN_UNDEF && StringView(tables.names + symbol.st_name) == name;
}

static uptr addressOf(const Module &module, const Tables &tables, u32 index) {
  return module.bias + tables.symbols[index].st_value;
}

} // namespace loaded_symbol

uptr loadedSymbol(const Module &module, const char *name) {
  using namespace loaded_symbol;
  Tables tables = findTables(module);
  if (!tables.symbols || !tables.names)
    return 0;
  if (!tables.hash) {
    for (u32 index = 1; tables.old_hash && index < tables.old_hash[1]; ++index)
      if (defines(tables, index, name))
        return addressOf(module, tables, index);
    return 0;
  }
  // Header: buckets, first symbol, words of the filter, shift; filter; buckets; hashes.
  u32 bucket_count = tables.hash[0], first = tables.hash[1], filter_words = tables.hash[2];
  const u32 *buckets = tables.hash + 4 + 2 * filter_words;
  const u32 *hashes = buckets + bucket_count;
  u32 hash = hashOf(name);
  u32 index = bucket_count ? buckets[hash % bucket_count] : 0;
  for (; index >= first && index != 0; ++index) {
    u32 chained = hashes[index - first]; // bit 0: the last of its bucket
    if ((chained | 1) == (hash | 1) && defines(tables, index, name))
      return addressOf(module, tables, index);
    if (chained & 1)
      return 0;
  }
  return 0;
}

} // namespace refsan
