//===- pattern_fuzz.cpp - patterns, beside a slow matcher ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "gate/pattern.h"

using namespace refsan;
using namespace refsan::fuzzing;

// `pattern` from its begin at the begin of `text`, by trying everything.
static bool matchesHere(const std::string &pattern, usize p, const std::string &text, usize t) {
  if (p == pattern.size())
    return true;
  if (pattern[p] == '$' && p + 1 == pattern.size())
    return t == text.size();
  if (pattern[p] == '*') {
    for (usize skipped = t; skipped <= text.size(); ++skipped)
      if (matchesHere(pattern, p + 1, text, skipped))
        return true;
    return false;
  }
  return t < text.size() && pattern[p] == text[t] && matchesHere(pattern, p + 1, text, t + 1);
}

static bool matchesSlowly(const std::string &pattern, const std::string &text) {
  if (text.empty())
    return false;
  if (!pattern.empty() && pattern[0] == '^')
    return matchesHere(pattern, 1, text, 0);
  for (usize t = 0; t <= text.size(); ++t)
    if (matchesHere(pattern, 0, text, t))
      return true;
  return false;
}

FUZZ(input) {
  // Few letters, so that they meet.
  std::string pattern, text;
  for (usize left = input.ConsumeIntegralInRange<usize>(0, 8); left > 0; --left)
    pattern += "ab*^$"[input.ConsumeIntegralInRange<int>(0, 4)];
  for (usize left = input.ConsumeIntegralInRange<usize>(0, 12); left > 0; --left)
    text += "ab$^*"[input.ConsumeIntegralInRange<int>(0, 4)];
  bool matched = matchesPattern(view(pattern), view(text));
  if (matched != matchesSlowly(pattern, text))
    std::fprintf(stderr, "pattern '%s' text '%s'\n", pattern.c_str(), text.c_str());
  must(matched == matchesSlowly(pattern, text), "the quick way finds what the slow one finds");
}
