//===- suppressions_fuzz.cpp - suppression files ---------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "gate/suppressions.h"

using namespace refsan;
using namespace refsan::fuzzing;

// Which rules suppress this is written once more: by the limits that each rule has.
static void judge(const Suppressions &suppressions, Span<Finding> findings, u32 today) {
  Span<Suppression> rules = suppressions.rules();
  std::vector<SuppressionUse> uses(rules.size);
  std::vector<u32> rule_of(findings.size);
  assignRules(rules, findings, today, rule_of.data(), uses.data());
  for (usize i = 0; i < findings.size; ++i) {
    if (rule_of[i] == kNoRule)
      continue;
    must(rule_of[i] < rules.size, "a rule that there is");
    const Suppression &rule = rules[rule_of[i]];
    must(matches(rule, findings[i]), "the rule fits");
    must(today <= rule.until, "the rule still holds");
    must(uses[rule_of[i]].times <= rule.max, "no more than its maximum");
  }
}

FUZZ(input) {
  std::string function = input.ConsumeRandomLengthString(40), type = input.ConsumeRandomLengthString(20);
  Frame frame;
  frame.place = {"a/file.cpp", function.c_str(), 3, 4};
  frame.module = "/lib/module.so";
  Member member;
  member.type = type.c_str();
  member.made_at = frame.place;
  member.stack = {&frame, 1};
  Edge edge;
  edge.field = "value.next";
  Finding findings[2];
  for (Finding &finding : findings) {
    finding.id = input.ConsumeIntegral<u64>();
    finding.times = input.ConsumeIntegralInRange<u64>(1, 100);
    finding.members = {&member, 1};
    finding.edges = {&edge, 1};
  }
  u32 today = input.ConsumeIntegral<u16>();
  std::string text = input.ConsumeRemainingBytesAsString();
  Suppressions suppressions;
  char buffer[512];
  TextBuilder error(buffer, sizeof(buffer));
  bool good = suppressions.parse("fuzz", view(text), error);
  must(good == (error.size() == 0), "an error is a text, and only an error");
  judge(suppressions, {findings, 2}, today);
  suppressions.release();
}
