//===- elf_file.h - symbols in an ELF file ----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A module's file, mapped and read-only; the symbol table sorted by address at
// first use. Only for platform/symbols. One thread, no libc call, no locks; never
// trusts the file's sizes and offsets.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_ELF_FILE_H
#define REFSAN_PLATFORM_ELF_FILE_H

#include "base/ints.h"

namespace refsan {

struct ElfSymbol {
  uptr address; // in the file's address space
  usize size;   // 0: unknown
  const char *name;
};

// Opened files stay mapped: the names in them are handed out. Null: not
// readable, no ELF file of this machine, or no memory. Asking again is cheap.
struct ElfFile;
const ElfFile *openElfFile(const char *path);

// The same of bytes that are there as long as the file is; for tests.
ElfFile *readElfFile(const u8 *bytes, usize size);
void releaseElfFile(ElfFile *file);

// The symbol that holds `address`: function or data, by .symtab, else .dynsym.
bool symbolAround(const ElfFile &file, uptr address, ElfSymbol &symbol);

// The symbol of that name.
bool symbolNamed(const ElfFile &file, const char *name, ElfSymbol &symbol);

} // namespace refsan

#endif // REFSAN_PLATFORM_ELF_FILE_H
