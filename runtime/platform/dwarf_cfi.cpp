//===- dwarf_cfi.cpp - call frame information -----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See dwarf_cfi.h; DWARF 5, section 6.4, and the LSB for .eh_frame and its header.
//
//===----------------------------------------------------------------------===//

#include "platform/dwarf_cfi.h"

#include "base/search.h"
#include "platform/cfi_rows.h"
#include "platform/dwarf_reader.h"

#include <string.h>

namespace refsan {
namespace cfi {

enum class How : u8 { Same, Undefined, AtCfaPlus, IsCfaPlus, IsRegister, AtExpression, IsExpression };
struct Rule {
  How how;
  i64 value;            // offset, or the register's column
  const u8 *expression; // of `value` bytes
};
struct Rules {
  Rule cfa; // IsRegister: `cfa_register` + value; IsExpression
  u32 cfa_register;
  Rule columns[kCfiColumns];
};

struct Program {
  const u8 *begin;
  const u8 *end;
};
struct Entry {
  uptr start; // of the code it covers
  uptr size;
  Program common; // the CIE's instructions
  Program own;    // the FDE's
  u64 code_align;
  i64 data_align;
  u32 return_column;
  u8 encoding; // of addresses
  bool signal_frame;
};

// The FDE that a binary search of the header's table gives, or null.
static const u8 *findEntry(const u8 *hdr, uptr code) {
  if (hdr[0] != 1 || hdr[2] == dwarf::kOmitted || hdr[3] != (dwarf::kDataRelative | dwarf::kSigned4))
    return nullptr;
  DwarfReader in(hdr + 4, hdr + 24);
  in.encoded(hdr[1], 0);
  usize count = in.encoded(hdr[2], 0);
  struct Row {
    i32 start, entry; // from hdr
  };
  auto *rows = reinterpret_cast<const Row *>(in.position());
  i64 offset = static_cast<i64>(code - reinterpret_cast<uptr>(hdr));
  usize behind = firstWhere(count, [&](usize i) { return rows[i].start > offset; });
  return behind == 0 ? nullptr : hdr + rows[behind - 1].entry;
}

static bool parseCommon(const u8 *cie, Entry &entry) {
  DwarfReader in(cie, cie + 4);
  u32 length = in.u32At();
  if (length == 0 || length == 0xffffffff)
    return false;
  in = DwarfReader(cie + 4, cie + 4 + length);
  u32 id = in.u32At();
  u8 version = in.byte();
  if (id != 0 || (version != 1 && version != 3))
    return false;
  const char *augmentation = in.text();
  entry.code_align = in.unsignedLeb();
  entry.data_align = in.signedLeb();
  entry.return_column = version == 1 ? in.byte() : static_cast<u32>(in.unsignedLeb());
  entry.encoding = 0;
  entry.signal_frame = false;
  if (*augmentation && *augmentation != 'z')
    return false;
  const u8 *instructions = in.position();
  for (const char *c = augmentation; *c; ++c) {
    if (*c == 'z') {
      u64 size = in.unsignedLeb();
      DwarfReader behind = in;
      behind.skip(size);
      if (!behind.good())
        return false;
      instructions = behind.position();
    } else if (*c == 'R') {
      entry.encoding = in.byte();
    } else if (*c == 'P') {
      u8 encoding = in.byte();
      in.encoded(encoding, 0);
    } else if (*c == 'L') {
      in.byte();
    } else if (*c == 'S') {
      entry.signal_frame = true;
    } else if (*c != 'B') {
      break; // the rest is skipped by its size
    }
  }
  if (!*augmentation)
    instructions = in.position();
  entry.common = {instructions, cie + 4 + length};
  return entry.return_column < kCfiColumns;
}

static bool parseEntry(const u8 *fde, Entry &entry) {
  DwarfReader in(fde, fde + 8);
  u32 length = in.u32At();
  if (length == 0 || length == 0xffffffff)
    return false;
  u32 back = in.u32At();
  if (!parseCommon(fde + 4 - back, entry))
    return false;
  in = DwarfReader(fde + 8, fde + 4 + length);
  entry.start = in.encoded(entry.encoding, 0);
  entry.size = in.encoded(entry.encoding & 0x0f, 0); // a number in the same format
  const char *augmentation = reinterpret_cast<const char *>(fde + 4 - back + 9);
  if (*augmentation == 'z') {
    u64 size = in.unsignedLeb();
    in.skip(size);
  }
  entry.own = {in.position(), fde + 4 + length};
  return true;
}

// Runs call frame instructions up to the row that covers the address.
class Machine {
public:
  Machine(const Entry &entry, uptr code) : entry_(entry), code_(code), location_(entry.start) {
    initial_ = rules_ = Rules{{How::IsRegister, 0, nullptr}, kRsp, {}};
  }
  bool run() {
    if (!run(entry_.common))
      return false;
    initial_ = rules_;
    return run(entry_.own);
  }
  const Rules &rules() const { return rules_; }
  uptr mark() const { return mark_; }

private:
  bool run(Program program) {
    DwarfReader in(program.begin, program.end);
    while (!in.atEnd() && !done_)
      if (!one(in))
        return false;
    return in.good();
  }
  void advance(u64 delta) {
    uptr next = location_ + delta * entry_.code_align;
    if (next > code_)
      done_ = true;
    location_ = next;
  }
  void set(u64 column, How how, i64 value = 0, const u8 *expression = nullptr) {
    if (column < kCfiColumns)
      rules_.columns[column] = {how, value, expression};
  }
  i64 aligned(u64 offset) const { return static_cast<i64>(offset * static_cast<u64>(entry_.data_align)); }
  i64 signedAligned(DwarfReader &in) const { return aligned(static_cast<u64>(in.signedLeb())); }
  void setExpression(DwarfReader &in, Rule &rule, How how) {
    u64 size = in.unsignedLeb();
    rule = {how, static_cast<i64>(size), in.position()};
    in.skip(size);
  }
  bool one(DwarfReader &in);
  bool extended(DwarfReader &in, u8 op);
  bool defineCfa(DwarfReader &in, u8 op);

  static constexpr u32 kMaxRemembered = 4;
  const Entry &entry_;
  uptr code_;
  uptr location_;
  bool done_ = false;
  bool just_remembered_ = false;
  uptr mark_ = 0;
  u32 remembered_ = 0;
  Rules rules_, initial_, stack_[kMaxRemembered];
};

bool Machine::one(DwarfReader &in) {
  u8 op = in.byte();
  // The pass's mark: to remember something and take it back at once.
  if (op == 0x0b && just_remembered_ && !mark_)
    mark_ = location_;
  just_remembered_ = op == 0x0a;
  u8 low = op & 0x3f;
  switch (op & 0xc0) {
  case 0x40: // advance_loc
    advance(low);
    return true;
  case 0x80: // offset
    set(low, How::AtCfaPlus, aligned(in.unsignedLeb()));
    return true;
  case 0xc0: // restore
    if (low < kCfiColumns)
      rules_.columns[low] = initial_.columns[low];
    return true;
  }
  return extended(in, op);
}

bool Machine::extended(DwarfReader &in, u8 op) {
  Rule ignored = {};
  u64 column;
  switch (op) {
  case 0x00: // nop
    return true;
  case 0x01: { // set_loc
    uptr next = in.encoded(entry_.encoding, 0);
    done_ = next > code_;
    location_ = next;
    return true;
  }
  case 0x02: // advance_loc1, 2, 4
    return advance(in.byte()), true;
  case 0x03:
    return advance(in.u16At()), true;
  case 0x04:
    return advance(in.u32At()), true;
  case 0x05: // offset_extended
    column = in.unsignedLeb();
    return set(column, How::AtCfaPlus, aligned(in.unsignedLeb())), true;
  case 0x06: // restore_extended
    column = in.unsignedLeb();
    if (column < kCfiColumns)
      rules_.columns[column] = initial_.columns[column];
    return true;
  case 0x07: // undefined
    return set(in.unsignedLeb(), How::Undefined), true;
  case 0x08: // same_value
    return set(in.unsignedLeb(), How::Same), true;
  case 0x09: // register
    column = in.unsignedLeb();
    return set(column, How::IsRegister, static_cast<i64>(in.unsignedLeb())), true;
  case 0x0a: // remember_state
    if (remembered_ == kMaxRemembered)
      return false;
    stack_[remembered_++] = rules_;
    return true;
  case 0x0b: // restore_state
    if (remembered_ == 0)
      return false;
    rules_ = stack_[--remembered_];
    return true;
  case 0x10: // expression
  case 0x16: // val_expression
    column = in.unsignedLeb();
    setExpression(in, column < kCfiColumns ? rules_.columns[column] : ignored,
                  op == 0x10 ? How::AtExpression : How::IsExpression);
    return true;
  case 0x11: // offset_extended_sf
    column = in.unsignedLeb();
    return set(column, How::AtCfaPlus, signedAligned(in)), true;
  case 0x14: // val_offset
    column = in.unsignedLeb();
    return set(column, How::IsCfaPlus, aligned(in.unsignedLeb())), true;
  case 0x15: // val_offset_sf
    column = in.unsignedLeb();
    return set(column, How::IsCfaPlus, signedAligned(in)), true;
  case 0x2e: // GNU_args_size
    in.unsignedLeb();
    return true;
  }
  return defineCfa(in, op);
}

bool Machine::defineCfa(DwarfReader &in, u8 op) {
  bool changes = op == 0x0d || op == 0x0e || op == 0x13; // what only a register and an offset have
  if (changes && rules_.cfa.how != How::IsRegister)
    return false;
  switch (op) {
  case 0x0c: // def_cfa
  case 0x12: // def_cfa_sf
    rules_.cfa_register = static_cast<u32>(in.unsignedLeb());
    rules_.cfa.how = How::IsRegister;
    rules_.cfa.value = op == 0x0c ? static_cast<i64>(in.unsignedLeb()) : signedAligned(in);
    return true;
  case 0x0d: // def_cfa_register
    rules_.cfa_register = static_cast<u32>(in.unsignedLeb());
    return true;
  case 0x0e: // def_cfa_offset
    rules_.cfa.value = static_cast<i64>(in.unsignedLeb());
    return true;
  case 0x13: // def_cfa_offset_sf
    rules_.cfa.value = signedAligned(in);
    return true;
  case 0x0f: // def_cfa_expression
    return setExpression(in, rules_.cfa, How::IsExpression), true;
  }
  return false;
}

static bool evaluate(const Rule &rule, uptr cfa, const uptr (&registers)[kCfiColumns], bool push_cfa,
                     StackReader &stack, uptr &result) {
  DwarfReader in(rule.expression, rule.expression + rule.value);
  auto read = [](uptr address, uptr &word, void *arg) { return static_cast<StackReader *>(arg)->read(address, word); };
  return evaluateDwarf(in, registers, kCfiColumns, push_cfa, cfa, read, &stack, result);
}

static bool findCfa(const Rules &rules, const uptr (&registers)[kCfiColumns], StackReader &stack, uptr &cfa) {
  if (rules.cfa.how == How::IsExpression)
    return evaluate(rules.cfa, 0, registers, false, stack, cfa);
  if (rules.cfa_register >= kCfiColumns)
    return false;
  cfa = registers[rules.cfa_register] + static_cast<uptr>(rules.cfa.value);
  return true;
}

// What `column` was in the caller. False: the stack can't be read there.
static bool restore(const Rules &rules, u32 column, uptr cfa, const uptr (&registers)[kCfiColumns], StackReader &stack,
                    uptr &value) {
  const Rule &rule = rules.columns[column];
  uptr address;
  switch (rule.how) {
  case How::Same:
  case How::Undefined:
    return true;
  case How::AtCfaPlus:
    return stack.read(cfa + static_cast<uptr>(rule.value), value);
  case How::IsCfaPlus:
    value = cfa + static_cast<uptr>(rule.value);
    return true;
  case How::IsRegister:
    if (static_cast<u64>(rule.value) < kCfiColumns)
      value = registers[rule.value];
    return true;
  case How::AtExpression:
    return evaluate(rule, cfa, registers, true, stack, address) && stack.read(address, value);
  case How::IsExpression:
    return evaluate(rule, cfa, registers, true, stack, value);
  }
  return false;
}

// The rules as one word, or 0.
static u64 rowOf(const Rules &rules, const Entry &entry) {
  constexpr i64 kWord = sizeof(uptr);
  const Rule &caller = rules.columns[kReturn];
  bool by_rbp = rules.cfa_register == kRbp;
  if (entry.signal_frame || entry.return_column != kReturn || caller.how != How::AtCfaPlus || caller.value != -kWord ||
      rules.cfa.how != How::IsRegister || (!by_rbp && rules.cfa_register != kRsp))
    return 0;
  u64 saved[kRowColumnCount] = {};
  for (u32 column = 0; column < kReturn; ++column) {
    const Rule &rule = rules.columns[column];
    if (rule.how == How::Same || rule.how == How::Undefined)
      continue;
    u32 place = 0;
    while (place < kRowColumnCount && kRowColumns[place] != column)
      ++place;
    if (rule.how != How::AtCfaPlus || rule.value >= 0 || rule.value % kWord != 0 || place == kRowColumnCount)
      return 0;
    saved[place] = static_cast<u64>(-(rule.value / kWord));
  }
  return makeRow(by_rbp, rules.cfa.value, saved);
}

} // namespace cfi

CfiStep stepByCfi(const u8 *hdr, uptr code, uptr (&registers)[kCfiColumns], StackReader &stack) {
  cfi::Entry entry;
  const u8 *fde = cfi::findEntry(hdr, code);
  if (!fde || !cfi::parseEntry(fde, entry) || code - entry.start >= entry.size)
    return {CfiResult::NoRules, 0, false};
  cfi::Machine machine(entry, code);
  if (!machine.run())
    return {CfiResult::NoRules, 0, false};
  const cfi::Rules &rules = machine.rules();
  if (rules.columns[entry.return_column].how == cfi::How::Undefined)
    return {CfiResult::Outermost, 0, entry.signal_frame, entry.signal_frame ? 0 : kOutermostRow, entry.start};
  CfiStep step = {CfiResult::BadStack, 0, entry.signal_frame, cfi::rowOf(rules, entry), entry.start};
  step.code = {entry.start, entry.start + entry.size};
  step.mark = machine.mark();
  if (!cfi::findCfa(rules, registers, stack, step.cfa))
    return step;
  uptr caller[kCfiColumns];
  memcpy(caller, registers, sizeof(caller));
  caller[kRsp] = step.cfa; // unless a rule says otherwise
  for (u32 column = 0; column < kCfiColumns; ++column)
    if (!cfi::restore(rules, column, step.cfa, registers, stack, caller[column]))
      return step;
  caller[kReturn] = caller[entry.return_column];
  memcpy(registers, caller, sizeof(caller));
  step.result = CfiResult::Stepped;
  return step;
}

} // namespace refsan
