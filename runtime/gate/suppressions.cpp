//===- suppressions.cpp - parsing suppressions ----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/suppressions.h"

#include "gate/date.h"
#include "report/names_of_kinds.h"

namespace refsan {
namespace suppression_parser {

struct Word {
  StringView word;
  SuppressionKind kind;
};
static constexpr Word kWords[] = {
#define REFSAN_SUPPRESSION(Enum, Word, Meaning) {Word, SuppressionKind::Enum},
#include "gate/suppress.def"
};

static const Word *findWord(StringView word) {
  for (const Word &row : kWords)
    if (row.word == word)
      return &row;
  return nullptr;
}

// Longer texts of the user's are cut in messages.
static StringView excerpt(StringView text) { return text.from(0, 80); }

static bool fail(TextBuilder &error, const char *source, u32 line, StringView what, StringView value = {}) {
  error.text(source).character(':').decimal(line).text(": ").text(what);
  if (value.data)
    error.text(", not '").text(excerpt(value)).character('\'');
  return false;
}

static bool failKind(TextBuilder &error, const char *source, u32 line, StringView value) {
  fail(error, source, line, "expected kind:pattern, where kind is ");
  constexpr usize kCount = sizeof kWords / sizeof kWords[0];
  for (usize i = 0; i < kCount; ++i)
    error.text(i == 0 ? "" : i + 1 == kCount ? " or " : ", ").text(kWords[i].word);
  error.text(", not '").text(excerpt(value)).character('\'');
  return false;
}

static bool isAttribute(StringView word) {
  usize equals = findChar(word, '=');
  if (equals == 0 || equals == kNotFound)
    return false;
  for (char c : word.from(0, equals))
    if (!(c >= 'a' && c <= 'z') && c != '_')
      return false;
  return true;
}

// Takes the last word off a line if it is an attribute. A pattern may have spaces.
static bool takeAttribute(StringView &line, StringView &name, StringView &value) {
  usize space = line.size;
  while (space > 0 && line[space - 1] != ' ' && line[space - 1] != '\t')
    --space;
  StringView word = line.from(space);
  if (space == 0 || !isAttribute(word))
    return false;
  usize equals = findChar(word, '=');
  name = word.from(0, equals);
  value = word.from(equals + 1);
  line = trim(line.from(0, space));
  return true;
}

static bool isClass(StringView pattern) {
  for (const ClassRow &row : class_rows)
    if (pattern == row.name)
      return true;
  return false;
}

static bool isId(StringView pattern) {
  u64 value;
  return pattern.size >= 8 && pattern.size <= 16 && parseHex(pattern, value);
}

// What ends in a number, as atLine() compares it.
static bool isLine(StringView pattern) {
  usize colon = findLastChar(pattern, ':');
  StringView digits = pattern.from(colon == kNotFound ? pattern.size : colon + 1);
  u64 value;
  return parseUnsigned(digits.from(0, digits.size - endsWith(digits, "$")), value);
}

} // namespace suppression_parser

bool Suppressions::parseLine(StringView line, const char *source, u32 number, TextBuilder &error) {
  using namespace suppression_parser;
  Suppression rule = {SuppressionKind::Leak, nullptr, nullptr, Suppression::kNoMax, Suppression::kForever};
  StringView rest = line;
  for (StringView name, value; takeAttribute(rest, name, value);) {
    if (name == "max" && rule.max != Suppression::kNoMax)
      return fail(error, source, number, "max= stands twice");
    if (name == "until" && rule.until != Suppression::kForever)
      return fail(error, source, number, "until= stands twice");
    if (name == "max") {
      if (!parseUnsigned(value, rule.max) || rule.max == Suppression::kNoMax)
        return fail(error, source, number, "max= takes a number", value);
    } else if (name == "until") {
      if (!parseDate(value, rule.until))
        return fail(error, source, number, "until= takes a date, YYYY-MM-DD", value);
    } else {
      return fail(error, source, number, "expected max=N or until=YYYY-MM-DD after the pattern", name);
    }
  }
  usize colon = findChar(rest, ':');
  const Word *word = colon == kNotFound ? nullptr : findWord(trim(rest.from(0, colon)));
  if (!word)
    return failKind(error, source, number, line);
  StringView pattern = trim(rest.from(colon + 1));
  rule.kind = word->kind;
  if (pattern.empty())
    return fail(error, source, number, "expected a pattern after the colon; * stands for any text");
  if (rule.kind == SuppressionKind::Class && !isClass(pattern))
    return fail(error, source, number, "expected class:cycle, forgotten-reference, lost, weak-only or reachable",
                pattern);
  if (rule.kind == SuppressionKind::Id && !isId(pattern))
    return fail(error, source, number, "expected id: and 8 to 16 hexadecimal digits, as reports show them", pattern);
  if (rule.kind == SuppressionKind::Line && !isLine(pattern))
    return fail(error, source, number, "expected line: and a file with a number, such as node.c:12", pattern);
  char buffer[512];
  TextBuilder name(buffer, sizeof buffer);
  name.text(word->word)
      .character(':')
      .text(pattern.from(0, 256))
      .text(" (")
      .text(source)
      .character(':')
      .decimal(number)
      .text(")");
  rule.pattern = texts_.copyText(pattern);
  rule.name = texts_.copyText(name.view());
  if (!rule.pattern || !rule.name || !rules_.push(rule))
    return fail(error, source, number, "no memory for the rule");
  return true;
}

bool Suppressions::parse(const char *source, StringView text, TextBuilder &error) {
  u32 number = 0;
  for (StringView line; nextPart(text, '\n', line);) {
    ++number;
    line = trim(line);
    if (findChar(line, '\0') != kNotFound)
      return suppression_parser::fail(error, source, number, "this is no text file: it has bytes of zero");
    if (!line.empty() && line[0] != '#' && !parseLine(line, source, number, error))
      return false;
  }
  return true;
}

void Suppressions::release() {
  rules_.release();
  texts_.release();
}

} // namespace refsan
