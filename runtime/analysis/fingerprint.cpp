//===- fingerprint.cpp - what a finding is known by -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/sort.h"
#include "analysis/stacks.h"

namespace refsan {
namespace fingerprints {

// Where a file and line such as ":30:5" or " at src/x.cpp:30" begin at `at`: its end; else `at`.
static usize endOfPlace(StringView name, usize at) {
  constexpr StringView kAt = " at ";
  auto isDigit = [&](usize i) { return i < name.size && name[i] >= '0' && name[i] <= '9'; };
  usize i = at;
  if (name.from(at, kAt.size) == kAt)
    while (i < name.size && name[i] != ',' && name[i] != '>' && name[i] != ')' && !(name[i] == ':' && isDigit(i + 1)))
      ++i;
  usize digits = i;
  while (digits < name.size && name[digits] == ':' && isDigit(digits + 1))
    for (++digits; isDigit(digits);)
      ++digits;
  return digits > i ? digits : at;
}

// Lambdas and types without a name are called by their line: "lambda at x.cpp:30".
static u64 hashType(StringView name) {
  u64 hash = hashBytes("");
  for (usize i = 0, end; i<name.size; i = end> i ? end : i + 1)
    if ((end = endOfPlace(name, i)) == i)
      hash = hashBytes(name.from(i, 1), hash);
  return hash;
}

// By the symbol tables: without what the compiler appends ("f.part.0"), and without the
// numbers that tell builds of a Rust crate apart ("_RNvCs1a2B3_5leaky").
static u64 hashSymbol(StringView name) {
  u64 hash = hashBytes("");
  bool rust = startsWith(name, "_R");
  for (usize i = 0; i < name.size && name[i] != '.'; ++i) {
    usize end = rust && name[i] == 'C' && i + 1 < name.size && name[i + 1] == 's' ? findChar(name, '_', i) : kNotFound;
    hash = hashBytes(name.from(i, 1), hash);
    i = end == kNotFound ? i : end;
  }
  return hash;
}

// Functions by the symbol tables: whether a symbolizer answered must not matter.
static u64 madeIn(const Context *context, const Names &names) {
  if (!context)
    return 1;
  if (const refsan_site *site = context->madeAt())
    return hashBytes(site->function);
  for (u32 i = 0; i < context->frame_count; ++i) {
    uptr pc = context->frames[i] - 1;
    if (!names.isOwnCode(pc) && !names.isSystemCode(pc))
      return hashSymbol(names.function(pc));
  }
  return context->frame_count ? hashSymbol(names.function(context->frames[context->frame_count - 1] - 1)) : 2;
}

// A block by itself is told by who had it made, too: as shapes.cpp does.
static u64 madeFor(const Context *context) {
  const refsan_site *caller = context ? context->madeFor() : nullptr;
  return caller ? hashBytes(caller->function) : 0;
}

static u64 typeOf(const Draft &draft, u32 member) {
  const Context *context = draft.contexts[member];
  const refsan_site *site = context ? context->describedBy() : nullptr;
  return hashType(site && site->type ? site->type->name : draft.finding.members[member].type);
}

// Each part once: how often it occurs, and in which order, does not matter.
static u64 ofDraft(const Draft &draft, const Names &names) {
  const Finding &finding = draft.finding;
  Vector<u64> parts;
  for (u32 i = 0; i < finding.members.size; ++i)
    scratch::push(parts, hashCombine(typeOf(draft, i), madeIn(draft.contexts[i], names)));
  if (finding.members.size == 1)
    scratch::push(parts, madeFor(draft.contexts[0]));
  for (const Edge &edge : finding.edges) {
    u64 ends = hashCombine(typeOf(draft, edge.from), typeOf(draft, edge.to));
    StringView field = edge.field; // "children[2]", "[2].next": which one does not matter
    if (startsWith(field, "["))
      field = field.from(findChar(field, ']') + 1);
    usize bracket = findChar(field, '[');
    u64 taken = edge.taken_at.size ? hashBytes(edge.taken_at[0].function) : 0;
    scratch::push(parts, hashCombine(hashCombine(ends, hashBytes(field.from(0, bracket))), taken));
  }
  sort(parts.data(), parts.size(), [](u64 a, u64 b) { return a < b; });
  u64 id = hashCombine(static_cast<u64>(finding.kind), 0x5ef5a9);
  for (usize i = 0; i < parts.size(); ++i)
    if (i == 0 || parts[i] != parts[i - 1])
      id = hashCombine(id, parts[i]);
  parts.release();
  return id;
}

} // namespace fingerprints

void fingerprint(Draft *drafts, usize count, const Names &names) {
  HashMap<u64, u64> taken; // by which shape
  for (usize i = 0; i < count; ++i) {
    u64 id = fingerprints::ofDraft(drafts[i], names);
    bool mine = false;
    for (u64 next = id; !mine; next = hashCombine(next, 1)) {
      id = next ? next : 1;
      bool created;
      u64 shape = scratch::slot<u64, u64>(taken, id, drafts[i].shape, &created);
      mine = created || (shape && shape == drafts[i].shape);
    }
    drafts[i].finding.id = id;
  }
  taken.release();
}

} // namespace refsan
