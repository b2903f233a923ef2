//===- unwind_linux.cpp - unwinding on x86-64 Linux -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See unwind.h. The tables of a code address come from _dl_find_object, which takes
// no lock; a static executable that lacks it is looked up once.
//
//===----------------------------------------------------------------------===//

#include "platform/unwind.h"

#include "platform/cfi_rows.h"
#include "platform/dwarf_cfi.h"
#include "platform/threads.h"

#include <link.h>

namespace refsan {
namespace unwind {

// glibc's struct dl_find_object on x86-64, since 2.35.
struct FoundObject {
  u64 flags;
  void *map_start;
  void *map_end;
  void *link_map;
  void *eh_frame_hdr;
  u64 reserved[7];
};
extern "C" __attribute__((weak)) int refsanFindObject(void *pc, FoundObject *result) __asm__("_dl_find_object");

struct Tables {
  Range image;
  const u8 *hdr = nullptr;
  u64 identity = 0; // of the tables at this place

  // Where the frames are and how many says which module this is, as good as for certain.
  void identify() {
    u64 words[2] = {};
    if (hdr && hdr[0] == 1)
      __builtin_memcpy(words, hdr, 12);
    identity = (reinterpret_cast<uptr>(hdr) ^ words[0] * 5 ^ words[1]) * 0x9fb21c651e98df25;
  }
};

// The executable's own tables, for when there is no _dl_find_object.
static Tables g_executable;

static int takeExecutable(dl_phdr_info *info, size_t, void *arg) {
  auto *tables = static_cast<Tables *>(arg);
  uptr first = ~uptr(0), last = 0;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &segment = info->dlpi_phdr[i];
    uptr begin = info->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_GNU_EH_FRAME)
      tables->hdr = reinterpret_cast<const u8 *>(begin);
    if (segment.p_type != PT_LOAD)
      continue;
    first = begin < first ? begin : first;
    last = begin + segment.p_memsz > last ? begin + segment.p_memsz : last;
  }
  tables->image = {first, last};
  return 1; // the executable comes first
}

static bool findTables(uptr code, Tables &tables) {
  if (tables.hdr && tables.image.contains(code))
    return true;
  if (refsanFindObject) {
    FoundObject found;
    if (refsanFindObject(reinterpret_cast<void *>(code), &found) != 0 || !found.eh_frame_hdr)
      return false;
    tables.image = {reinterpret_cast<uptr>(found.map_start), reinterpret_cast<uptr>(found.map_end)};
    tables.hdr = static_cast<const u8 *>(found.eh_frame_hdr);
    tables.identify();
    return true;
  }
  if (!g_executable.hdr) {
    Tables executable;
    dl_iterate_phdr(takeExecutable, &executable);
    executable.identify();
    g_executable = executable;
  }
  tables = g_executable;
  return tables.hdr && tables.image.contains(code);
}

// By the frame pointer: only for code without tables (hand-written, made at run time). What a coroutine begins with
// has none either: the register is still that of who made it, on another stack.
constexpr uptr kMostFrame = 1 << 20;
static bool stepByFramePointer(uptr (&registers)[kCfiColumns], StackReader &stack, uptr &cfa) {
  uptr frame = registers[kRbp], caller_frame, caller;
  if (frame - registers[kRsp] > kMostFrame || frame % sizeof(uptr) != 0 || !stack.read(frame, caller_frame) ||
      !stack.read(frame + sizeof(uptr), caller))
    return false;
  cfa = frame + 2 * sizeof(uptr);
  registers[kRsp] = cfa;
  registers[kRbp] = caller_frame;
  registers[kReturn] = caller;
  return true;
}

static Range trustedStack(uptr sp) {
  Range bounds = currentStackBounds();
  return bounds.contains(sp) ? Range{sp, bounds.end} : Range{};
}

static CfiStep stepByTables(uptr code, Tables &tables, uptr (&registers)[kCfiColumns], StackReader &stack) {
  if (!findTables(code, tables))
    return {CfiResult::NoRules, 0, false};
  if (CfiRow row = rememberedRow(code, tables.identity); row.word) {
    CfiStep step = stepByRow(row.word, registers, stack);
    step.function = row.function;
    step.row = row.word;
    return step;
  }
  CfiStep step = stepByCfi(tables.hdr, code, registers, stack);
  if (step.row)
    rememberRow(code, tables.identity, {step.row, step.function});
  return step;
}

// Calls `frame` for each frame until it returns false: with the frame, its stack
// pointer, its rules, and if `kDetail` its registers.
template <bool kDetail, typename OnFrame> static void walk(const UnwindCursor &cursor, OnFrame frame) {
  uptr registers[kCfiColumns] = {};
  registers[kRbx] = cursor.rbx;
  registers[kRbp] = cursor.fp;
  registers[kRsp] = cursor.sp;
  registers[kR12] = cursor.r12;
  registers[kR13] = cursor.r13;
  registers[kR14] = cursor.r14;
  registers[kR15] = cursor.r15;
  registers[kReturn] = cursor.pc;
  StackReader stack(trustedStack(cursor.sp));
  Tables tables;
  bool interrupted = cursor.interrupted;
  for (;;) {
    uptr pc = registers[kReturn], sp = registers[kRsp], rbp = registers[kRbp], cfa = 0;
    if (pc == 0)
      return;
    uptr code = interrupted ? pc : pc - 1;
    uptr before[kDetail ? kCfiColumns : 1];
    if (kDetail)
      __builtin_memcpy(before, registers, sizeof(before));
    CfiStep step = stepByTables(code, tables, registers, stack);
    bool stepped = step.result == CfiResult::Stepped;
    if (stepped)
      cfa = step.cfa;
    else if (step.result == CfiResult::NoRules)
      stepped = stepByFramePointer(registers, stack, cfa);
    // A caller lies further up, except behind a signal: handlers may have a stack of their own.
    if (stepped && !step.signal_frame && cfa <= sp)
      stepped = false;
    if (!frame(
            FrameDetail{{code + 1, stepped ? cfa : 0, step.function}, sp, rbp, before, step.row, step.signal_frame}) ||
        !stepped)
      return;
    interrupted = step.signal_frame;
  }
}

} // namespace unwind

u32 unwindFrom(UnwindCursor cursor, UnwindFrame *frames, u32 max) {
  u32 count = 0;
  if (max > 0)
    unwind::walk<false>(cursor, [&](const FrameDetail &detail) {
      frames[count++] = detail.frame;
      return count < max;
    });
  return count;
}

void unwindAll(UnwindCursor cursor, VisitFrame visit, void *arg) {
  unwind::walk<true>(cursor, [&](const FrameDetail &detail) { return visit(detail, arg); });
}

void unwindCallers(UnwindCursor cursor, VisitFrame visit, void *arg) {
  unwind::walk<false>(cursor, [&](const FrameDetail &detail) { return visit(detail, arg); });
}

// A function's own registers; its own tables lead to its caller's.
static inline __attribute__((always_inline)) UnwindCursor cursorHere() {
  UnwindCursor cursor;
  __asm__ volatile("leaq 0(%%rip), %0" : "=r"(cursor.pc));
  __asm__ volatile("movq %%rsp, %0" : "=m"(cursor.sp));
  __asm__ volatile("movq %%rbp, %0" : "=m"(cursor.fp));
  __asm__ volatile("movq %%rbx, %0" : "=m"(cursor.rbx));
  __asm__ volatile("movq %%r12, %0" : "=m"(cursor.r12));
  __asm__ volatile("movq %%r13, %0" : "=m"(cursor.r13));
  __asm__ volatile("movq %%r14, %0" : "=m"(cursor.r14));
  __asm__ volatile("movq %%r15, %0" : "=m"(cursor.r15));
  cursor.interrupted = true;
  return cursor;
}

__attribute__((noinline)) u32 unwindHere(UnwindFrame *frames, u32 max) {
  UnwindCursor cursor = cursorHere();
  u32 count = 0;
  bool self = true;
  if (max > 0)
    unwind::walk<false>(cursor, [&](const FrameDetail &detail) {
      if (!self)
        frames[count++] = detail.frame;
      self = false;
      return count < max;
    });
  return count;
}

__attribute__((noinline)) void unwindAllHere(VisitFrame visit, void *arg) {
  UnwindCursor cursor = cursorHere();
  bool self = true;
  unwind::walk<true>(cursor, [&](const FrameDetail &detail) {
    bool skip = self;
    self = false;
    return skip || visit(detail, arg);
  });
}

const u8 *unwindTables(uptr code) {
  unwind::Tables tables;
  return unwind::findTables(code, tables) ? tables.hdr : nullptr;
}

CfiStep stepOver(const FrameDetail &detail) {
  const u8 *tables = unwindTables(detail.frame.pc - 1);
  if (!tables)
    return {CfiResult::NoRules, 0, false};
  uptr registers[kCfiColumns];
  __builtin_memcpy(registers, detail.registers, sizeof(registers));
  StackReader stack({detail.sp, detail.frame.cfa});
  return stepByCfi(tables, detail.frame.pc - 1, registers, stack);
}

Range codeAround(uptr code) {
  const u8 *tables = unwindTables(code);
  uptr registers[kCfiColumns] = {};
  StackReader none({});
  return tables ? stepByCfi(tables, code, registers, none).code : Range();
}

} // namespace refsan
