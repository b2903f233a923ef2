//===- symbols_linux.cpp - names for code addresses -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See symbols.h. llvm-symbolizer is asked for all addresses in one go: a line a
// question, and for each an answer of two lines a frame that an empty line ends.
//
//===----------------------------------------------------------------------===//

#include "platform/symbols.h"

#include "base/format.h"
#include "platform/child_process.h"
#include "platform/elf_file.h"
#include "platform/memory.h"
#include "platform/process.h"

namespace refsan {
namespace symbols {

// A file that the symbolizer can be asked about.
static bool hasFile(const Module &module) {
  StringView path = module.path;
  return startsWith(path, "/") && findChar(path, '"') == kNotFound && findChar(path, '\n') == kNotFound;
}

static bool writeQuestion(const ModuleList &modules, uptr pc, TextBuilder &out) {
  const Module *module = findModule(modules, pc);
  if (!module || !hasFile(*module))
    return false;
  out.text("CODE \"").text(module->path).text("\" 0x").hex(pc - module->bias).character('\n');
  return true;
}

// Takes a line off `at` and ends it with NUL; null at the end.
static char *nextLine(char *&at) {
  char *line = at;
  while (*at && *at != '\n')
    ++at;
  if (!*at)
    return nullptr; // without its end it is not complete
  *at++ = 0;
  return line;
}

static const char *knownText(const char *text) { return !*text || StringView(text) == "??" ? nullptr : text; }

// ":12" at the end of `text`: takes it off.
static u32 takeNumber(char *text) {
  usize colon = findLastChar(text, ':');
  u64 number;
  if (colon == kNotFound || !parseUnsigned(text + colon + 1, number))
    return 0;
  text[colon] = 0;
  return static_cast<u32>(number);
}

static SymbolFrame parseFrame(char *function, char *place) {
  SymbolFrame frame = {knownText(function), nullptr, 0, 0, false};
  frame.column = takeNumber(place);
  frame.line = takeNumber(place);
  frame.file = knownText(place);
  return frame;
}

// One answer; false: the text ends before it does.
static bool parseAnswer(char *&at, SymbolFrame *frames, usize max, usize &size) {
  size = 0;
  for (char *function; (function = nextLine(at));) {
    if (!*function)
      return true;
    char *place = nextLine(at);
    if (!place)
      return false;
    if (size < max)
      frames[size++] = parseFrame(function, place);
  }
  return false;
}

static bool ask(const char *program, const char *questions, usize size, u64 deadline, char *&answers) {
  const char *arguments[] = {"llvm-symbolizer", "--output-style=LLVM", "--inlines", "--demangle", nullptr};
  Child child;
  answers = nullptr;
  if (!startChild(program, arguments, child))
    return false;
  usize answers_size;
  bool complete;
  answers = talkToChild(child, questions, size, deadline, &answers_size, &complete);
  endChild(child);
  return answers && complete;
}

} // namespace symbols

const char *symbolAt(const Module &module, uptr address, usize *offset) {
  const ElfFile *file = openElfFile(module.path);
  ElfSymbol symbol;
  if (!file || !symbolAround(*file, address - module.bias, symbol))
    return nullptr;
  if (offset)
    *offset = address - module.bias - symbol.address;
  return symbol.name;
}

bool symbolizeLines(const ModuleList &modules, const uptr *pcs, usize count, u32 deadline_ms,
                    void (*out)(usize index, const SymbolFrame *frames, usize size, void *arg), void *arg) {
  static const char *const kPrograms[] = {"llvm-symbolizer-22", "/usr/lib/llvm-22/bin/llvm-symbolizer",
                                          "llvm-symbolizer", nullptr};
  u64 deadline = monotonicMs() + deadline_ms;
  char program[512];
  if (isSecureProcess() || !findProgram(kPrograms, program, sizeof(program)))
    return false;
  usize bytes = count * (sizeof(Module::path) + 32) + 1; // most of it is never touched
  auto *text = static_cast<char *>(mapPages(bytes));
  auto *asked = static_cast<bool *>(mapPages(count + 1));
  bool good = text && asked;
  if (good) {
    TextBuilder questions(text, bytes);
    for (usize i = 0; i < count; ++i)
      asked[i] = symbols::writeQuestion(modules, pcs[i], questions);
    char *at;
    good = symbols::ask(program, questions.data(), questions.size(), deadline, at);
    constexpr usize kMostInlined = 64;
    SymbolFrame frames[kMostInlined];
    for (usize i = 0, size; at && i < count; ++i) {
      if (!asked[i])
        continue;
      if (!symbols::parseAnswer(at, frames, kMostInlined, size)) {
        good = false;
        break;
      }
      for (usize frame = 0; frame + 1 < size; ++frame)
        frames[frame].inlined = true;
      if (size > 0 && (frames[0].function || frames[0].file))
        out(i, frames, size, arg);
    }
  }
  unmapPages(text, bytes);
  unmapPages(asked, count + 1);
  return good;
}

} // namespace refsan
