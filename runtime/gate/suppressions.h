//===- suppressions.h - findings that the user does not want ----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rules of `suppressions=file` and of the program's own hooks: a line each,
//   kind:pattern [max=N] [until=YYYY-MM-DD]
// kinds by suppress.def, patterns by pattern.h; `#` begins a comment line. Parsed
// once at start by one thread, constant afterwards; everything lives as long as
// the object.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_GATE_SUPPRESSIONS_H
#define REFSAN_GATE_SUPPRESSIONS_H

#include "base/format.h"
#include "containers/arena.h"
#include "containers/vector.h"
#include "report/model.h"

namespace refsan {

enum class SuppressionKind : u8 {
#define REFSAN_SUPPRESSION(Enum, Word, Meaning) Enum,
#include "gate/suppress.def"
};

struct Suppression {
  SuppressionKind kind;
  const char *pattern;
  const char *name; // "leak:make_node (leaks.supp:3)", for messages
  u64 max;          // more instances than that are not suppressed; kNoMax: any number is
  u32 until;        // last day on which it holds; kForever
  static constexpr u64 kNoMax = ~u64(0);
  static constexpr u32 kForever = ~u32(0);
};

class Suppressions {
public:
  // Adds the rules in `text`. False: a line is wrong, and `error` says where it
  // stands and what was expected there; rules before it were added.
  bool parse(const char *source, StringView text, TextBuilder &error);
  Span<Suppression> rules() const { return {rules_.data(), rules_.size()}; }
  void release();

private:
  bool parseLine(StringView line, const char *source, u32 number, TextBuilder &error);

  Vector<Suppression> rules_;
  Arena texts_;
};

// Whether the rule's pattern fits the finding; its limits are not looked at.
bool matches(const Suppression &rule, const Finding &finding);

struct SuppressionUse {
  u64 findings = 0;
  u64 times = 0;
  u64 objects = 0; // with what they own
  u64 bytes = 0;
  bool exceeded = false; // matched more than its max: does not hold
  bool expired = false;  // matched, but is out of date
};

// Decides by which rule each finding is suppressed: rule_of[i] is an index, or
// kNoRule. The first rule that matches counts. `uses` has a zeroed element for
// each rule. `today` is a day as in date.h.
constexpr u32 kNoRule = ~u32(0);
void assignRules(Span<Suppression> rules, Span<Finding> findings, u32 today, u32 *rule_of, SuppressionUse *uses);

} // namespace refsan

#endif // REFSAN_GATE_SUPPRESSIONS_H
