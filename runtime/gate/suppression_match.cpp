//===- suppression_match.cpp - which rule fits which finding --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/format.h"
#include "gate/pattern.h"
#include "gate/suppressions.h"
#include "report/names_of_kinds.h"

namespace refsan {
namespace suppression_match {

static bool inStack(StringView pattern, const Member &member) {
  if (matchesPattern(pattern, member.made_at.function) || matchesPattern(pattern, member.made_at.file))
    return true;
  // LeakSanitizer's rules know no other name for code that is gone.
  constexpr const char *kUnloaded = "<unknown module>";
  for (const Frame &frame : member.stack)
    if (matchesPattern(pattern, frame.place.function) || matchesPattern(pattern, frame.place.file) ||
        matchesPattern(pattern, frame.module) || (frame.unloaded && matchesPattern(pattern, kUnloaded)))
      return true;
  return false;
}

static bool inType(StringView pattern, const Member &member) {
  return matchesPattern(pattern, member.type) || matchesPattern(pattern, member.short_type);
}

// "value.next" of a Node is also Node::next.
static bool inField(StringView pattern, const Finding &finding, const Edge &edge) {
  if (matchesPattern(pattern, edge.field))
    return true;
  const char *type = edge.from < finding.members.size ? finding.members[edge.from].short_type : nullptr;
  if (!type || !edge.field)
    return false;
  StringView field = edge.field;
  usize dot = findLastChar(field, '.');
  char buffer[512];
  TextBuilder name(buffer, sizeof buffer);
  name.text(type).text("::").text(dot == kNotFound ? field : field.from(dot + 1));
  return matchesPattern(pattern, name.view());
}

static bool atLine(StringView pattern, const Place &place) {
  if (!place.file || !place.line)
    return false;
  char buffer[4096];
  TextBuilder line(buffer, sizeof buffer);
  line.text(place.file).character(':').decimal(place.line);
  // The end counts as tied: line 1 is not line 13.
  usize open = pattern.size && pattern[pattern.size - 1] == '$';
  pattern = pattern.from(0, pattern.size - open);
  usize number = findLastChar(pattern, ':'), own = findLastChar(line.view(), ':');
  if (number == kNotFound || !(pattern.from(number + 1) == line.view().from(own + 1)))
    return false;
  char tied[1024];
  TextBuilder whole(tied, sizeof tied);
  whole.text(pattern).character('$');
  return !whole.truncated() && matchesPattern(whole.view(), line.view());
}

static bool atPlace(SuppressionKind kind, StringView pattern, const Place &place) {
  return kind == SuppressionKind::Line ? atLine(pattern, place) : matchesPattern(pattern, place.file);
}

static bool atPlaces(SuppressionKind kind, StringView pattern, const Finding &finding) {
  for (const Member &member : finding.members)
    if (atPlace(kind, pattern, member.made_at))
      return true;
  for (const Edge &edge : finding.edges)
    for (const Place &place : edge.taken_at)
      if (atPlace(kind, pattern, place))
        return true;
  return false;
}

static bool isId(StringView pattern, u64 id) {
  u64 digits;
  return parseHex(pattern, digits) && id >> (4 * (16 - pattern.size)) == digits;
}

static void count(SuppressionUse &use, const Finding &finding) {
  use.findings += 1;
  use.times += finding.times;
  use.objects += finding.objects + finding.owned_objects;
  use.bytes += finding.bytes + finding.owned_bytes;
}

} // namespace suppression_match

bool matches(const Suppression &rule, const Finding &finding) {
  using namespace suppression_match;
  switch (rule.kind) {
  case SuppressionKind::Leak:
    for (const Member &member : finding.members)
      if (inStack(rule.pattern, member))
        return true;
    return false;
  case SuppressionKind::Type:
    for (const Member &member : finding.members)
      if (inType(rule.pattern, member))
        return true;
    return false;
  case SuppressionKind::Field:
    for (const Edge &edge : finding.edges)
      if (inField(rule.pattern, finding, edge))
        return true;
    return false;
  case SuppressionKind::Class:
    return StringView(classRow(finding.kind).name) == rule.pattern;
  case SuppressionKind::Id:
    return isId(rule.pattern, finding.id);
  case SuppressionKind::File:
  case SuppressionKind::Line:
    return atPlaces(rule.kind, rule.pattern, finding);
  }
  return false;
}

// A rule that turns out to match too often leaves its findings to the rules
// after it, which may then match too often themselves.
void assignRules(Span<Suppression> rules, Span<Finding> findings, u32 today, u32 *rule_of, SuppressionUse *uses) {
  using namespace suppression_match;
  for (usize i = 0; i < findings.size; ++i)
    rule_of[i] = kNoRule;
  for (u32 r = 0; r < rules.size; ++r) {
    SuppressionUse use;
    for (usize i = 0; i < findings.size; ++i)
      if (rule_of[i] == kNoRule && matches(rules[r], findings[i])) {
        count(use, findings[i]);
        rule_of[i] = r;
      }
    use.expired = use.findings && rules[r].until < today;
    use.exceeded = use.findings && !use.expired && use.times > rules[r].max;
    uses[r] = use;
    if (use.expired || use.exceeded)
      for (usize i = 0; i < findings.size; ++i)
        rule_of[i] = rule_of[i] == r ? kNoRule : rule_of[i];
  }
}

} // namespace refsan
