//===- elf_file_linux.cpp - symbols in an ELF file ------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See elf_file.h.
//
//===----------------------------------------------------------------------===//

#include "platform/elf_file.h"

#include "base/search.h"
#include "base/strings.h"
#include "platform/files.h"
#include "platform/memory.h"
#include "platform/syscall.h"

#include <elf.h>
#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace refsan {

struct ElfFile {
  ElfFile *next;
  const u8 *bytes; // null: could not be used
  usize size;
  const Elf64_Sym *symbols;
  usize symbol_count;
  const char *names;
  usize names_size;
  const u32 *order; // of the symbols that have an address, by it
  usize order_size;
  char path[1];
};

namespace elf_file {

static ElfFile *g_files;

// Null if not all of it is inside the file, or no table can be there.
static const void *inside(const ElfFile &file, u64 offset, u64 size, u64 align = alignof(u64)) {
  bool there = offset <= file.size && size <= file.size - offset && offset % align == 0;
  return there ? file.bytes + offset : nullptr;
}

static bool mapFile(ElfFile &file) {
  int fd = openForReading(file.path);
  if (fd < 0)
    return false;
  struct stat status;
  long failed = rawSyscall(SYS_fstat, fd, rawAddress(&status));
  if (!failed && status.st_size > 0 && S_ISREG(status.st_mode)) {
    long at = rawSyscall(SYS_mmap, 0, status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at > 0) {
      file.bytes = reinterpret_cast<const u8 *>(at);
      file.size = static_cast<usize>(status.st_size);
    } else if (at == -ENOMEM) {
      noteRefusedMemory();
    }
  }
  closeFile(fd);
  return file.bytes;
}

static bool findSymbols(ElfFile &file) {
  auto *header = static_cast<const Elf64_Ehdr *>(inside(file, 0, sizeof(Elf64_Ehdr)));
  if (!header || __builtin_memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 || header->e_machine != EM_X86_64 ||
      header->e_shentsize != sizeof(Elf64_Shdr))
    return false;
  auto *sections = static_cast<const Elf64_Shdr *>(
      inside(file, header->e_shoff, static_cast<u64>(header->e_shnum) * sizeof(Elf64_Shdr)));
  const Elf64_Shdr *table = nullptr;
  for (u32 i = 0; sections && i < header->e_shnum; ++i)
    if (sections[i].sh_type == SHT_SYMTAB || (sections[i].sh_type == SHT_DYNSYM && !table))
      table = &sections[i];
  if (!table || table->sh_link >= header->e_shnum)
    return false;
  const Elf64_Shdr &strings = sections[table->sh_link];
  file.symbols = static_cast<const Elf64_Sym *>(inside(file, table->sh_offset, table->sh_size));
  file.symbol_count = table->sh_size / sizeof(Elf64_Sym);
  file.names = static_cast<const char *>(inside(file, strings.sh_offset, strings.sh_size, 1));
  file.names_size = strings.sh_size;
  // So that a name anywhere in the table is ended.
  return file.symbols && file.names && file.names_size > 0 && file.names[file.names_size - 1] == 0;
}

static bool isNamedPlace(const ElfFile &file, const Elf64_Sym &symbol) {
  u32 type = ELF64_ST_TYPE(symbol.st_info);
  return symbol.st_shndx != SHN_UNDEF && symbol.st_shndx < SHN_LORESERVE && symbol.st_name < file.names_size &&
         file.names[symbol.st_name] &&
         (type == STT_FUNC || type == STT_OBJECT || type == STT_NOTYPE || type == STT_GNU_IFUNC);
}

// By address; of several at one address the best name comes last: with a size,
// then global, then with fewer leading underscores.
static u64 rank(const ElfFile &file, const Elf64_Sym &symbol) {
  u64 underscores = 0;
  while (underscores < 7 && file.names[symbol.st_name + underscores] == '_')
    ++underscores;
  u64 global = ELF64_ST_BIND(symbol.st_info) != STB_LOCAL;
  return (symbol.st_size != 0) * 32 + global * 16 + (7 - underscores);
}

static bool before(const ElfFile &file, u32 a, u32 b) {
  const Elf64_Sym &x = file.symbols[a], &y = file.symbols[b];
  return x.st_value != y.st_value ? x.st_value < y.st_value : rank(file, x) < rank(file, y);
}

static void siftDown(const ElfFile &file, u32 *order, usize root, usize size) {
  for (usize child; (child = 2 * root + 1) < size; root = child) {
    if (child + 1 < size && before(file, order[child], order[child + 1]))
      ++child;
    if (!before(file, order[root], order[child]))
      return;
    u32 swapped = order[root];
    order[root] = order[child];
    order[child] = swapped;
  }
}

static void sortSymbols(ElfFile &file) {
  auto *order = static_cast<u32 *>(mapPages((file.symbol_count + 1) * sizeof(u32)));
  if (!order)
    return;
  usize size = 0;
  for (usize i = 0; i < file.symbol_count; ++i)
    if (isNamedPlace(file, file.symbols[i]))
      order[size++] = static_cast<u32>(i);
  for (usize root = size / 2; root > 0; --root)
    siftDown(file, order, root - 1, size);
  for (usize end = size; end > 1; --end) {
    u32 largest = order[0];
    order[0] = order[end - 1];
    order[end - 1] = largest;
    siftDown(file, order, 0, end - 1);
  }
  file.order = order;
  file.order_size = size;
}

static void give(const ElfFile &file, const Elf64_Sym &from, ElfSymbol &symbol) {
  symbol = {from.st_value, from.st_size, file.names + from.st_name};
}

} // namespace elf_file

const ElfFile *openElfFile(const char *path) {
  for (ElfFile *file = elf_file::g_files; file; file = file->next)
    if (StringView(file->path) == path)
      return file->order ? file : nullptr;
  usize length = __builtin_strlen(path);
  auto *file = static_cast<ElfFile *>(mapPages(sizeof(ElfFile) + length + 1));
  if (!file)
    return nullptr;
  __builtin_memcpy(file->path, path, length + 1);
  file->next = elf_file::g_files;
  elf_file::g_files = file;
  if (elf_file::mapFile(*file) && elf_file::findSymbols(*file))
    elf_file::sortSymbols(*file);
  return file->order ? file : nullptr;
}

ElfFile *readElfFile(const u8 *bytes, usize size) {
  auto *file = static_cast<ElfFile *>(mapPages(sizeof(ElfFile)));
  if (!file)
    return nullptr;
  file->bytes = bytes;
  file->size = size;
  if (elf_file::findSymbols(*file))
    elf_file::sortSymbols(*file);
  if (file->order)
    return file;
  releaseElfFile(file);
  return nullptr;
}

void releaseElfFile(ElfFile *file) {
  unmapPages(const_cast<u32 *>(file->order), (file->symbol_count + 1) * sizeof(u32));
  unmapPages(file, sizeof(ElfFile));
}

bool symbolAround(const ElfFile &file, uptr address, ElfSymbol &symbol) {
  usize behind = firstWhere(file.order_size, [&](usize i) { return file.symbols[file.order[i]].st_value > address; });
  if (behind == 0)
    return false;
  const Elf64_Sym &found = file.symbols[file.order[behind - 1]];
  // Without a size it ends where the next one begins.
  if (found.st_size != 0 && address - found.st_value >= found.st_size)
    return false;
  elf_file::give(file, found, symbol);
  return true;
}

bool symbolNamed(const ElfFile &file, const char *name, ElfSymbol &symbol) {
  for (usize i = 0; i < file.order_size; ++i) {
    const Elf64_Sym &candidate = file.symbols[file.order[i]];
    if (StringView(file.names + candidate.st_name) == name) {
      elf_file::give(file, candidate, symbol);
      return true;
    }
  }
  return false;
}

} // namespace refsan
