//===- suppressions_test.cpp - findings that the user does not want -------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Patterns, every kind of rule, limits, every error, texts of any bytes.
//
//===----------------------------------------------------------------------===//

#include "gate/suppressions.h"

#include "gate/date.h"
#include "gate/pattern.h"
#include "report/sample_report.h"

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

using namespace refsan;

namespace {

struct Parsed {
  Suppressions rules;
  char error[1024];
  bool ok;
  explicit Parsed(StringView text) {
    TextBuilder builder(error, sizeof error);
    ok = rules.parse("my.supp", text, builder);
  }
  ~Parsed() { rules.release(); }
};

bool suppresses(const char *rule, const Finding &finding) {
  Parsed parsed(rule);
  EXPECT_TRUE(parsed.ok) << parsed.error;
  return parsed.rules.rules().size == 1 && matches(parsed.rules.rules()[0], finding);
}

// Which rule suppresses each finding.
std::vector<u32> assigned(const Parsed &parsed, Span<Finding> findings, const char *today,
                          std::vector<SuppressionUse> &uses) {
  u32 day = 0;
  EXPECT_TRUE(parseDate(today, day));
  std::vector<u32> rule_of(findings.size);
  uses.assign(parsed.rules.rules().size, {});
  assignRules(parsed.rules.rules(), findings, day, rule_of.data(), uses.data());
  return rule_of;
}

std::string errorOf(StringView text) {
  Parsed parsed(text);
  EXPECT_FALSE(parsed.ok);
  return parsed.error;
}

} // namespace

TEST(Pattern, AsInLeakSanitizer) {
  EXPECT_TRUE(matchesPattern("foo", "a::foo(int)"));
  EXPECT_FALSE(matchesPattern("foo", "a::fo"));
  EXPECT_TRUE(matchesPattern("^foo", "foobar"));
  EXPECT_FALSE(matchesPattern("^foo", "barfoo"));
  EXPECT_TRUE(matchesPattern("foo$", "foofoo"));
  EXPECT_FALSE(matchesPattern("foo$", "foobar"));
  EXPECT_TRUE(matchesPattern("^foo$", "foo"));
  EXPECT_FALSE(matchesPattern("^foo$", "foofoo"));
  EXPECT_TRUE(matchesPattern("a*c", "xxabbbcyy"));
  EXPECT_TRUE(matchesPattern("^lib*.so$", "libfoo.1.so"));
  EXPECT_FALSE(matchesPattern("^lib*.so$", "libfoo.so.1"));
  EXPECT_FALSE(matchesPattern("^a*a$", "a"));
  EXPECT_TRUE(matchesPattern("^*b", "ab"));
  EXPECT_TRUE(matchesPattern("*", "x"));
  EXPECT_TRUE(matchesPattern("*$", "x"));
  EXPECT_FALSE(matchesPattern("*", ""));
  EXPECT_FALSE(matchesPattern("*", nullptr));
}

TEST(Date, ThereAndBack) {
  u32 day;
  ASSERT_TRUE(parseDate("1970-01-01", day));
  EXPECT_EQ(day, 0u);
  ASSERT_TRUE(parseDate("2024-03-01", day));
  EXPECT_EQ(day, 19783u);
  for (u32 i = 0; i < 60000; i += 13) {
    char buffer[32];
    TextBuilder text(buffer, sizeof buffer);
    writeDate(i, text);
    ASSERT_TRUE(parseDate(text.view(), day)) << buffer;
    ASSERT_EQ(day, i);
  }
  for (const char *wrong : {"", "2024-3-01", "2023-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-01-32",
                            "2024/01/01", "1969-12-31", "2024-01-01x", "+024-01-01"})
    EXPECT_FALSE(parseDate(wrong, day)) << wrong;
}

TEST(Suppressions, FileOfLeakSanitizer) {
  Parsed parsed("# comment\n\n  leak:^make_node$  \nleak:*libfoo*.so\r\nleak:std::map<int, char>::at\n");
  ASSERT_TRUE(parsed.ok) << parsed.error;
  ASSERT_EQ(parsed.rules.rules().size, 3u);
  EXPECT_STREQ(parsed.rules.rules()[0].pattern, "^make_node$");
  EXPECT_STREQ(parsed.rules.rules()[1].pattern, "*libfoo*.so");
  EXPECT_STREQ(parsed.rules.rules()[2].pattern, "std::map<int, char>::at");
  EXPECT_STREQ(parsed.rules.rules()[2].name, "leak:std::map<int, char>::at (my.supp:5)");
}

TEST(Suppressions, Attributes) {
  Parsed parsed("type:A B max=3 until=2030-01-31\nleak:x until=1999-12-31  max=0");
  ASSERT_TRUE(parsed.ok) << parsed.error;
  EXPECT_STREQ(parsed.rules.rules()[0].pattern, "A B");
  EXPECT_EQ(parsed.rules.rules()[0].max, 3u);
  EXPECT_EQ(parsed.rules.rules()[1].max, 0u);
  u32 day;
  parseDate("1999-12-31", day);
  EXPECT_EQ(parsed.rules.rules()[1].until, day);
}

TEST(Suppressions, EveryKind) {
  sample::ArticleReport sample;
  const Finding &cycle = sample.finding;
  for (const char *rule :
       {"leak:create_and_leak", "leak:^leaky::main$", "leak:leaky.rs", "leak:/home/user/leaky$", "leak:lang_start",
        "type:leaky::Node", "type:^Node$", "field:value.next", "field:Node::next", "class:cycle", "id:7f3ac901",
        "id:7f3ac90112345678", "file:src/leaky.rs$", "line:leaky.rs:14", "line:src/leaky.rs:17", "line:^/home/*:13"})
    EXPECT_TRUE(suppresses(rule, cycle)) << rule;
  for (const char *rule : {"leak:^main", "type:Rc<$", "field:^next", "field:Node::value", "class:lost", "id:7f3ac902",
                           "file:main.rs", "file:leaky$", "line:leaky.rs:1", "line:leaky.rs:4", "line:main.rs:14"})
    EXPECT_FALSE(suppresses(rule, cycle)) << rule;
}

TEST(Suppressions, FirstRuleThatMatches) {
  sample::ArticleReport cycle;
  sample::LostReport lost;
  Finding findings[] = {cycle.finding, lost.finding};
  Parsed parsed("leak:nothing\nleak:main\nclass:lost\n");
  std::vector<SuppressionUse> uses;
  EXPECT_EQ(assigned(parsed, {findings, 2}, "2026-01-01", uses), (std::vector<u32>{1, 1}));
  EXPECT_EQ(uses[0].findings, 0u);
  EXPECT_EQ(uses[1].findings, 2u);
  EXPECT_EQ(uses[1].times, 5u);
  EXPECT_EQ(uses[1].objects, 22u);
  EXPECT_EQ(uses[1].bytes, 448u);
  EXPECT_EQ(uses[2].findings, 0u);
}

TEST(Suppressions, MoreThanMaxAreReported) {
  sample::LostReport lost;
  Finding findings[] = {lost.finding}; // 3 times
  std::vector<SuppressionUse> uses;
  EXPECT_EQ(assigned(Parsed("class:lost max=3"), {findings, 1}, "2026-01-01", uses), (std::vector<u32>{0}));
  EXPECT_FALSE(uses[0].exceeded);
  EXPECT_EQ(assigned(Parsed("class:lost max=2"), {findings, 1}, "2026-01-01", uses), (std::vector<u32>{kNoRule}));
  EXPECT_TRUE(uses[0].exceeded);
  EXPECT_EQ(assigned(Parsed("class:lost max=2\nleak:push"), {findings, 1}, "2026-01-01", uses), (std::vector<u32>{1}));
}

TEST(Suppressions, HoldUntilTheEndOfTheirLastDay) {
  sample::LostReport lost;
  Finding findings[] = {lost.finding};
  std::vector<SuppressionUse> uses;
  Parsed parsed("class:lost until=2026-02-28");
  EXPECT_EQ(assigned(parsed, {findings, 1}, "2026-02-28", uses), (std::vector<u32>{0}));
  EXPECT_FALSE(uses[0].expired);
  EXPECT_EQ(assigned(parsed, {findings, 1}, "2026-03-01", uses), (std::vector<u32>{kNoRule}));
  EXPECT_TRUE(uses[0].expired);
}

TEST(Suppressions, ErrorsNameLineAndWhatWasExpected) {
  EXPECT_EQ(errorOf("leak:a\nrace:b\n"),
            "my.supp:2: expected kind:pattern, where kind is leak, type, field, class, id, file or line, not 'race:b'");
  EXPECT_NE(errorOf("make_node").find("my.supp:1: expected kind:pattern"), std::string::npos);
  EXPECT_NE(errorOf("leak:").find("expected a pattern"), std::string::npos);
  EXPECT_NE(errorOf("leak:  max=1").find("expected a pattern"), std::string::npos);
  EXPECT_EQ(errorOf("leak:a max=many"), "my.supp:1: max= takes a number, not 'many'");
  EXPECT_EQ(errorOf("leak:a until=tomorrow"), "my.supp:1: until= takes a date, YYYY-MM-DD, not 'tomorrow'");
  EXPECT_EQ(errorOf("leak:a max=1 max=2"), "my.supp:1: max= stands twice");
  EXPECT_EQ(errorOf("leak:a until=2030-01-01 until=2031-01-01"), "my.supp:1: until= stands twice");
  EXPECT_EQ(errorOf("line:node.c"),
            "my.supp:1: expected line: and a file with a number, such as node.c:12, not 'node.c'");
  EXPECT_NE(errorOf("line:node.c:").find("expected line:"), std::string::npos);
  EXPECT_NE(errorOf("line:12").find("expected line:"), std::string::npos);
  EXPECT_TRUE(Parsed("line:node.c:12$").ok);
  EXPECT_EQ(errorOf("leak:a mx=1"), "my.supp:1: expected max=N or until=YYYY-MM-DD after the pattern, not 'mx'");
  EXPECT_NE(errorOf("class:cylce").find("not 'cylce'"), std::string::npos);
  EXPECT_NE(errorOf("id:xyz").find("hexadecimal"), std::string::npos);
  EXPECT_NE(errorOf(StringView("\x7f"
                               "ELF\0\0",
                               6))
                .find("no text file"),
            std::string::npos);
}

TEST(Suppressions, AnyBytes) {
  std::mt19937 random(1);
  const std::string alphabet = std::string("leak:type:max=until=2030-01-01 \t\n\r#*^$<>0") + '\0' + "\xff";
  sample::ArticleReport sample;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (size_t i = random() % 60; i > 0; --i)
      text += alphabet[random() % alphabet.size()];
    if (random() % 2)
      text = "leak:" + text;
    Parsed parsed(StringView(text.data(), text.size()));
    EXPECT_TRUE(parsed.ok || parsed.error[0]);
    for (const Suppression &rule : parsed.rules.rules())
      matches(rule, sample.finding);
  }
}
