//===- elf_file_linux_test.cpp --------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/elf_file.h"

#include <cstring>
#include <elf.h>
#include <gtest/gtest.h>
#include <string>

using namespace refsan;

namespace {
// A file with two functions, "first" at 0x1000 and "second" at 0x1010 without a size.
struct File {
  Elf64_Ehdr header = {};
  Elf64_Shdr sections[2] = {};
  Elf64_Sym symbols[2] = {};
  char names[16] = "\0first\0second";

  File() {
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_machine = EM_X86_64;
    header.e_shentsize = sizeof(Elf64_Shdr);
    header.e_shoff = offsetof(File, sections);
    header.e_shnum = 2;
    sections[0].sh_type = SHT_SYMTAB;
    sections[0].sh_link = 1;
    sections[0].sh_offset = offsetof(File, symbols);
    sections[0].sh_size = sizeof(symbols);
    sections[1].sh_offset = offsetof(File, names);
    sections[1].sh_size = sizeof(names);
    for (Elf64_Sym &symbol : symbols) {
      symbol.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
      symbol.st_shndx = 1;
    }
    symbols[0].st_name = 7;
    symbols[0].st_value = 0x1010;
    symbols[1].st_name = 1;
    symbols[1].st_value = 0x1000;
    symbols[1].st_size = 8;
  }
  const char *at(uptr address) const {
    ElfSymbol symbol = {0, 0, "no symbol"};
    ElfFile *file = readElfFile(reinterpret_cast<const u8 *>(this), sizeof(*this));
    if (!file)
      return "no file";
    symbolAround(*file, address, symbol);
    std::string name = symbol.name;
    releaseElfFile(file);
    return name == "first" ? "first" : name == "second" ? "second" : "no symbol";
  }
};
} // namespace

TEST(ElfFile, SymbolsByAddress) {
  File file;
  EXPECT_STREQ(file.at(0xfff), "no symbol");
  EXPECT_STREQ(file.at(0x1000), "first");
  EXPECT_STREQ(file.at(0x1007), "first");
  EXPECT_STREQ(file.at(0x1008), "no symbol");
  EXPECT_STREQ(file.at(0x1010), "second");
  EXPECT_STREQ(file.at(0x5000), "second");
}

TEST(ElfFile, DamagedFilesAreRefused) {
  File shifted, beyond, long_table, unended, no_strings;
  shifted.header.e_shoff += 2; // no table can be there
  beyond.header.e_shoff = ~u64(7);
  long_table.sections[0].sh_size = ~u64(0);
  std::memset(unended.names, 'x', sizeof(unended.names));
  no_strings.sections[0].sh_link = 2;
  for (const File *file : {&shifted, &beyond, &long_table, &unended, &no_strings})
    EXPECT_STREQ(file->at(0x1000), "no file");
}
