//===- elf_file_fuzz.cpp - files of modules --------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "platform/elf_file.h"

#include <cstring>
#include <elf.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace refsan;
using namespace refsan::fuzzing;

// A file whose header and sections are there, as far as the fuzzer leaves them so.
static std::vector<u8> plausible(FuzzedDataProvider &input) {
  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_machine = EM_X86_64;
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shoff = sizeof(header);
  header.e_shnum = 2;
  Elf64_Shdr sections[2] = {};
  sections[0].sh_type = input.PickValueInArray<u32>({SHT_SYMTAB, SHT_DYNSYM});
  sections[0].sh_link = 1;
  sections[0].sh_offset = sizeof(header) + sizeof(sections);
  sections[0].sh_size = input.ConsumeIntegralInRange<u64>(0, 20) * sizeof(Elf64_Sym);
  sections[1].sh_offset = sections[0].sh_offset + sections[0].sh_size;
  sections[1].sh_size = input.ConsumeIntegralInRange<u64>(0, 100);
  std::vector<u8> file(sizeof(header) + sizeof(sections));
  std::memcpy(file.data(), &header, sizeof(header));
  std::memcpy(file.data() + sizeof(header), sections, sizeof(sections));
  for (u8 changes = input.ConsumeIntegralInRange<u8>(0, 3); changes > 0; --changes)
    file[input.ConsumeIntegralInRange<usize>(0, file.size() - 1)] = input.ConsumeIntegral<u8>();
  std::vector<u8> rest = input.ConsumeRemainingBytes<u8>();
  file.insert(file.end(), rest.begin(), rest.end());
  return file;
}

FUZZ(input) {
  auto address = input.ConsumeIntegral<u16>();
  std::vector<u8> bytes = input.ConsumeBool() ? plausible(input) : input.ConsumeRemainingBytes<u8>();
  ElfFile *file = readElfFile(bytes.data(), bytes.size());
  if (!file)
    return;
  ElfSymbol symbol, again;
  if (symbolAround(*file, address, symbol)) {
    must(symbol.address <= address && *symbol.name, "a symbol with a name, at or before the address");
    must(symbol.size == 0 || address - symbol.address < symbol.size, "it holds the address");
    must(symbolNamed(*file, symbol.name, again), "it is found by its name");
  }
  symbolNamed(*file, "main", symbol);
  releaseElfFile(file);
}
