//===- baseline.cpp - findings that are known -----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/baseline.h"

#include "base/hash.h"
#include "report/names_of_kinds.h"

namespace refsan {
namespace baseline {

static constexpr StringView kFirstLine = "# RefSan baseline 1";
static constexpr StringView kColumns = "# id\ttimes\tclass\tprogram\ttype\tfunction";
static constexpr usize kFields = 6;

static bool fail(TextBuilder &error, const char *source, u32 line, StringView what, StringView value) {
  error.text(source).character(':').decimal(line).text(": ").text(what);
  error.text(", not '").text(value.from(0, 80)).character('\'');
  return false;
}

static bool isClass(StringView name) {
  for (const ClassRow &row : class_rows)
    if (name == row.name)
      return true;
  return false;
}

// By id, then by program.
static bool comesBefore(const BaselineEntry &a, const BaselineEntry &b) {
  if (a.id != b.id)
    return a.id < b.id;
  for (usize i = 0;; ++i)
    if (a.program[i] != b.program[i] || !a.program[i])
      return static_cast<u8>(a.program[i]) < static_cast<u8>(b.program[i]);
}

static void siftDown(BaselineEntry *heap, usize size, usize at) {
  for (usize child; (child = 2 * at + 1) < size; at = child) {
    if (child + 1 < size && comesBefore(heap[child], heap[child + 1]))
      ++child;
    if (!comesBefore(heap[at], heap[child]))
      return;
    BaselineEntry moved = heap[at];
    heap[at] = heap[child];
    heap[child] = moved;
  }
}

static void sortEntries(Vector<BaselineEntry> &entries) {
  for (usize i = entries.size() / 2; i-- > 0;)
    siftDown(entries.data(), entries.size(), i);
  for (usize size = entries.size(); size > 1;) {
    BaselineEntry last = entries[--size];
    entries[size] = entries[0];
    entries[0] = last;
    siftDown(entries.data(), size, 0);
  }
}

static u64 keyOf(u64 id, StringView program) {
  u64 key = hashCombine(id, hashBytes(program));
  return key ? key : 1;
}

// A field of a line, as it is kept and written: whatever would end it is a space,
// and nothing is a dash.
static const char *copyField(Arena &texts, StringView text) {
  text = text.empty() ? "-" : text;
  auto *copy = static_cast<char *>(texts.allocate(text.size + 1, 1));
  for (usize i = 0; copy && i < text.size; ++i)
    copy[i] = static_cast<u8>(text[i]) < ' ' ? ' ' : text[i];
  return copy; // ended by the NUL that pages are made of
}

static void writeField(Writer &out, StringView text) { out.character('\t').text(text); }

} // namespace baseline

bool Baseline::parseLine(StringView line, const char *source, u32 number, TextBuilder &error) {
  StringView fields[baseline::kFields];
  usize count = 0;
  for (StringView rest = line, field; nextPart(rest, '\t', field); ++count)
    if (count < baseline::kFields)
      fields[count] = field;
  BaselineEntry entry = {};
  if (count != baseline::kFields)
    return baseline::fail(error, source, number,
                          "expected 6 fields with tabs between them: id, times, class, program, "
                          "type, function",
                          line);
  if (fields[0].size != 16 || !parseHex(fields[0], entry.id) || !entry.id)
    return baseline::fail(error, source, number, "expected an id of 16 hexadecimal digits", fields[0]);
  if (!parseUnsigned(fields[1], entry.times) || !entry.times)
    return baseline::fail(error, source, number, "expected how often it was found, a number from 1", fields[1]);
  if (!baseline::isClass(fields[2]))
    return baseline::fail(error, source, number, "expected the class of a finding", fields[2]);
  entry.kind = baseline::copyField(texts_, fields[2]);
  entry.program = baseline::copyField(texts_, fields[3]);
  entry.type = baseline::copyField(texts_, fields[4]);
  entry.function = baseline::copyField(texts_, fields[5]);
  add(entry);
  return true;
}

bool Baseline::parse(const char *source, StringView text, TextBuilder &error) {
  u32 number = 0;
  if (text.empty())
    return baseline::fail(error, source, 1, "the file is empty: expected the line '# RefSan baseline 1'", "");
  for (StringView line; nextPart(text, '\n', line);) {
    ++number;
    if (line.size && line[line.size - 1] == '\r')
      --line.size;
    if (number == 1 && !(line == baseline::kFirstLine))
      return baseline::fail(error, source, 1, "this is no baseline: expected the line '# RefSan baseline 1'", line);
    if (findChar(line, '\0') != kNotFound)
      return baseline::fail(error, source, number, "expected a text without bytes of zero",
                            line.from(0, findChar(line, '\0')));
    if (!trim(line).empty() && line[0] != '#' && !parseLine(line, source, number, error))
      return false;
  }
  return true;
}

void Baseline::add(const BaselineEntry &entry) {
  if (!entry.kind || !entry.program || !entry.type || !entry.function)
    return; // no memory: failed()
  u64 *most = times_.insert(entry.id, entry.times);
  if (most && *most < entry.times)
    *most = entry.times;
  bool created;
  u32 *place = places_.insert(baseline::keyOf(entry.id, entry.program), static_cast<u32>(entries_.size()), &created);
  if (created)
    entries_.push(entry);
  else if (place && entries_[*place].times < entry.times)
    entries_[*place].times = entry.times;
}

void Baseline::add(const Finding &finding, StringView program) {
  BaselineEntry entry = {finding.id, finding.times, classRow(finding.kind).name, nullptr, nullptr, nullptr};
  const char *type = finding.members.size ? finding.members[0].type : nullptr;
  const char *function = finding.members.size ? finding.members[0].made_at.function : nullptr;
  entry.program = baseline::copyField(texts_, program);
  entry.type = baseline::copyField(texts_, type ? type : "-");
  entry.function = baseline::copyField(texts_, function ? function : "-");
  add(entry);
}

void Baseline::merge(const Baseline &other) {
  for (BaselineEntry entry : other.entries_) {
    entry.kind = baseline::copyField(texts_, entry.kind);
    entry.program = baseline::copyField(texts_, entry.program);
    entry.type = baseline::copyField(texts_, entry.type);
    entry.function = baseline::copyField(texts_, entry.function);
    add(entry);
  }
}

u64 Baseline::allowed(u64 id) const {
  const u64 *times = times_.find(id);
  return times ? *times : 0;
}

void Baseline::write(Writer &out) {
  // A heap in a vector of its own: places_ must stay true.
  Vector<BaselineEntry> sorted;
  sorted.append(entries_.data(), entries_.size());
  baseline::sortEntries(sorted);
  out.text(baseline::kFirstLine).text("\n").text(baseline::kColumns).character('\n');
  for (const BaselineEntry &entry : sorted) {
    out.hex(entry.id, 16).character('\t').decimal(entry.times);
    baseline::writeField(out, entry.kind);
    baseline::writeField(out, entry.program);
    baseline::writeField(out, entry.type);
    baseline::writeField(out, entry.function);
    out.character('\n');
  }
  sorted.release();
}

void Baseline::release() {
  entries_.release();
  times_.release();
  places_.release();
  texts_.release();
}

} // namespace refsan
