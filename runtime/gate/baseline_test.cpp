//===- baseline_test.cpp - findings that are known ------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading, writing, merging, every error, texts of any bytes.
//
//===----------------------------------------------------------------------===//

#include "gate/baseline.h"

#include "report/sample_report.h"

#include <gtest/gtest.h>
#include <random>
#include <string>

using namespace refsan;

namespace {

struct Loaded {
  Baseline baseline;
  char error[1024];
  bool ok = true;
  Loaded() = default;
  explicit Loaded(StringView text) {
    TextBuilder builder(error, sizeof error);
    ok = baseline.parse("leaks.baseline", text, builder);
  }
  ~Loaded() { baseline.release(); }
  std::string written() {
    Writer out;
    baseline.write(out);
    std::string text(out.written().data, out.written().size);
    out.release();
    return text;
  }
};

const std::string kHead = "# RefSan baseline 1\n# id\ttimes\tclass\tprogram\ttype\tfunction\n";
const std::string kCycle = "7f3ac90112345678\t2\tcycle\tleaky\tRc<leaky::Node>\tleaky::create_and_leak\n";
const std::string kLost = "0000000000000001\t3\tlost\tlist\titem\tpush\n";

std::string errorOf(const std::string &text) {
  Loaded loaded(StringView(text.data(), text.size()));
  EXPECT_FALSE(loaded.ok);
  return loaded.error;
}

} // namespace

TEST(Baseline, WritesWhatItReads) {
  Loaded made;
  made.baseline.add(sample::ArticleReport().finding, "leaky");
  made.baseline.add(sample::LostReport().finding, "list");
  EXPECT_EQ(made.written(), kHead + kLost + kCycle);
  Loaded read(made.written().c_str());
  ASSERT_TRUE(read.ok) << read.error;
  EXPECT_EQ(read.written(), made.written());
}

TEST(Baseline, AllowsAsOftenAsListed) {
  Loaded loaded((kHead + kCycle + kLost).c_str());
  ASSERT_TRUE(loaded.ok) << loaded.error;
  EXPECT_EQ(loaded.baseline.allowed(0x7f3ac90112345678), 2u);
  EXPECT_EQ(loaded.baseline.allowed(1), 3u);
  EXPECT_EQ(loaded.baseline.allowed(2), 0u);
}

TEST(Baseline, KeepsTheMostOfEachProgram) {
  Loaded loaded((kHead + kLost).c_str());
  sample::LostReport lost;
  lost.finding.times = 2;
  loaded.baseline.add(lost.finding, "list");
  EXPECT_EQ(loaded.written(), kHead + kLost);
  lost.finding.times = 7;
  loaded.baseline.add(lost.finding, "list");
  loaded.baseline.add(lost.finding, "another list");
  EXPECT_EQ(loaded.baseline.allowed(1), 7u);
  EXPECT_EQ(loaded.written(), kHead + "0000000000000001\t7\tlost\tanother list\titem\tpush\n"
                                      "0000000000000001\t7\tlost\tlist\titem\tpush\n");
}

TEST(Baseline, MergesTwo) {
  Loaded a((kHead + kCycle).c_str()), b((kHead + kLost).c_str());
  a.baseline.merge(b.baseline);
  EXPECT_EQ(a.written(), kHead + kLost + kCycle);
}

TEST(Baseline, FieldsCannotBreakLines) {
  Loaded loaded;
  sample::LostReport lost;
  lost.member.type = "a\tb\nc";
  lost.member.made_at.function = nullptr;
  loaded.baseline.add(lost.finding, "");
  EXPECT_EQ(loaded.written(), kHead + "0000000000000001\t3\tlost\t-\ta b c\t-\n");
}

TEST(Baseline, FieldsOfOtherBytesAreSortedAsTheyAreWritten) {
  // As written, the first program comes behind the second.
  std::string kinds = "\t1\tlost\tou\x80\x17m\t-\tf\n", other = "\t1\tlost\tou\x80 a\t-\tf\n", id = "0000000000000001";
  Loaded loaded(StringView((kHead + id + kinds + id + other).c_str()));
  ASSERT_TRUE(loaded.ok) << loaded.error;
  std::string written = loaded.written();
  EXPECT_EQ(Loaded(written.c_str()).written(), written);
}

TEST(Baseline, NothingIsADash) {
  Loaded loaded((kHead + "0000000000000001\t1\tlost\t\t-\tf\n" + "0000000000000001\t2\tlost\t-\t\tf\n").c_str());
  ASSERT_TRUE(loaded.ok) << loaded.error;
  EXPECT_EQ(loaded.written(), kHead + "0000000000000001\t2\tlost\t-\t-\tf\n");
}

TEST(Baseline, CommentsAndOtherLineEnds) {
  Loaded loaded("# RefSan baseline 1\r\n# ours\r\n\r\n0000000000000001\t3\tlost\tlist\titem\tpush\r\n");
  ASSERT_TRUE(loaded.ok) << loaded.error;
  EXPECT_EQ(loaded.baseline.entries().size, 1u);
  EXPECT_STREQ(loaded.baseline.entries()[0].function, "push");
}

TEST(Baseline, ErrorsNameLineAndWhatWasExpected) {
  EXPECT_NE(errorOf("").find("leaks.baseline:1: the file is empty"), std::string::npos);
  EXPECT_NE(errorOf("{}").find("leaks.baseline:1: this is no baseline: expected"), std::string::npos);
  EXPECT_NE(errorOf(kHead + "<<<<<<< HEAD\n").find("leaks.baseline:3: expected 6 fields"), std::string::npos);
  EXPECT_NE(errorOf(kHead + "12\t3\tlost\tlist\titem\tpush\n").find("expected an id of 16"), std::string::npos);
  EXPECT_NE(errorOf(kHead + "0000000000000001\t0\tlost\tlist\titem\tpush\n").find("a number from 1, not '0'"),
            std::string::npos);
  EXPECT_NE(errorOf(kHead + "0000000000000001\t1\tlots\tlist\titem\tpush\n").find("class"), std::string::npos);
  EXPECT_NE(errorOf(kHead + "0000000000000001\t1\tlost\tlist\titem\n").find("6 fields"), std::string::npos);
  EXPECT_NE(errorOf(kHead + kLost + std::string(1, '\0') + "\n").find("leaks.baseline:4:"), std::string::npos);
}

TEST(Baseline, AnyBytes) {
  std::mt19937 random(1);
  const std::string alphabet = std::string("0123456789abcdef\t\t\t\tlost\n\r#") + '\0' + "\xff";
  for (int round = 0; round < 20000; ++round) {
    std::string text = kHead + kLost;
    for (size_t i = random() % 40; i > 0; --i)
      text.insert(random() % (text.size() + 1), 1, alphabet[random() % alphabet.size()]);
    if (random() % 2)
      text.resize(random() % text.size());
    Loaded loaded(StringView(text.data(), text.size()));
    EXPECT_TRUE(loaded.ok || loaded.error[0]);
    if (!loaded.ok)
      continue;
    std::string once = loaded.written();
    Loaded again(once.c_str());
    EXPECT_TRUE(again.ok) << again.error;
    EXPECT_EQ(again.written(), once);
  }
}
