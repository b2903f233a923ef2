//===- options_test.cpp - what REFSAN_OPTIONS may say ---------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every type of value, every kind of error, help.
//
//===----------------------------------------------------------------------===//

#include "options/options.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <string>
#include <unistd.h>

using namespace refsan;

namespace {

struct Parsed {
  Options options;
  OptionErrors errors;
  explicit Parsed(const char *text) { parseOptions("REFSAN_OPTIONS", text, options, errors); }
};

std::string onlyError(const char *text) {
  Parsed parsed(text);
  EXPECT_EQ(parsed.errors.count, 1u) << text;
  return parsed.errors.count ? parsed.errors.text[0] : "";
}

} // namespace

TEST(Options, Defaults) {
  Parsed parsed(nullptr);
  EXPECT_EQ(parsed.errors.count, 0u);
  EXPECT_TRUE(parsed.options.detect_leaks);
  EXPECT_FALSE(parsed.options.gate);
  EXPECT_EQ(parsed.options.exitcode, 23u);
  EXPECT_STREQ(parsed.options.log_path, "stderr");
  EXPECT_EQ(parsed.options.log_format, LogFormat::Text);
  EXPECT_EQ(parsed.options.color, ColorMode::Auto);
}

TEST(Options, EveryType) {
  Parsed parsed("exitcode=7:detect_leaks=no: gate = true :log_format=json:color=never:max_findings=4294967295:");
  EXPECT_EQ(parsed.errors.count, 0u);
  EXPECT_EQ(parsed.options.exitcode, 7u);
  EXPECT_FALSE(parsed.options.detect_leaks);
  EXPECT_TRUE(parsed.options.gate);
  EXPECT_EQ(parsed.options.log_format, LogFormat::Json);
  EXPECT_EQ(parsed.options.color, ColorMode::Never);
  EXPECT_EQ(parsed.options.max_findings, 4294967295u);
}

TEST(Options, QuotedValues) {
  Parsed parsed("log_path=\"/tmp/a:b=c.log\":exitcode='5'");
  EXPECT_EQ(parsed.errors.count, 0u);
  EXPECT_STREQ(parsed.options.log_path, "/tmp/a:b=c.log");
  EXPECT_EQ(parsed.options.exitcode, 5u);
  EXPECT_STREQ(Parsed("log_path=it's").options.log_path, "it's");
  EXPECT_EQ(onlyError("log_path='/tmp/a:exitcode=1"),
            "REFSAN_OPTIONS: the quote in 'log_path='/tmp/a:exitcode=1' is not closed");
}

TEST(Options, TheLastOneWins) { EXPECT_EQ(Parsed("exitcode=1:exitcode=2").options.exitcode, 2u); }

TEST(Options, ErrorsSayWhatToDo) {
  EXPECT_EQ(onlyError("exticode=1"),
            "REFSAN_OPTIONS: unknown option 'exticode' (did you mean 'exitcode'? help=1 lists all)");
  EXPECT_EQ(onlyError("wibble=1"), "REFSAN_OPTIONS: unknown option 'wibble' (help=1 lists all)");
  EXPECT_EQ(onlyError("exitcode=256"),
            "REFSAN_OPTIONS: bad value '256' for option 'exitcode': it takes a number from 0 to 255");
  EXPECT_EQ(onlyError("stack_depth=0"),
            "REFSAN_OPTIONS: bad value '0' for option 'stack_depth': it takes a number from 1 to 64");
  EXPECT_EQ(onlyError("stack_depth=65"),
            "REFSAN_OPTIONS: bad value '65' for option 'stack_depth': it takes a number from 1 to 64");
  EXPECT_EQ(onlyError("gate=maybe"), "REFSAN_OPTIONS: bad value 'maybe' for option 'gate': it takes 0 or 1");
  EXPECT_EQ(onlyError("color=blue"),
            "REFSAN_OPTIONS: bad value 'blue' for option 'color': it takes one of auto, always, never");
  EXPECT_EQ(onlyError("max_findings=-1"),
            "REFSAN_OPTIONS: bad value '-1' for option 'max_findings': it takes a number from 0 to 4294967295");
  EXPECT_EQ(onlyError("log_path="),
            "REFSAN_OPTIONS: bad value '' for option 'log_path': it takes a text that is not empty");
  EXPECT_EQ(onlyError("gate"), "REFSAN_OPTIONS: option 'gate' has no value: write gate=VALUE, where VALUE is 0 or 1");
}

TEST(Options, AnErrorChangesNothingAndTheRestIsTaken) {
  Parsed parsed("exitcode=1000:foo=1:max_members=3");
  EXPECT_EQ(parsed.errors.count, 2u);
  EXPECT_EQ(parsed.options.exitcode, 23u);
  EXPECT_EQ(parsed.options.max_members, 3u);
}

TEST(Options, ManyErrorsAreCounted) {
  std::string text;
  for (int i = 0; i < 12; ++i)
    text += "unknown" + std::to_string(i) + "=1:";
  Parsed parsed(text.c_str());
  EXPECT_EQ(parsed.errors.count, OptionErrors::kMax);
  EXPECT_EQ(parsed.errors.dropped, 4u);
  EXPECT_LT(onlyError((std::string(5000, 'x') + "=1").c_str()).size(), sizeof(parsed.errors.text[0]));
}

TEST(Options, AnyBytesAreSurvived) {
  for (const char *text : {"=", ":", "::=::", "=1", "'", "log_path=\"", "log_path=\"\"", "a=\xff\xfe", "exitcode==5"})
    Parsed parsed(text);
}

TEST(Options, HelpListsEveryOptionWithItsValue) {
  Writer out;
  Parsed parsed("exitcode=9:log_format=json");
  writeOptionHelp(out, parsed.options);
  std::string help(out.written().data, out.written().size);
#define REFSAN_OPTION(Type, Name, Default, Help) EXPECT_NE(help.find("  " #Name "="), std::string::npos);
#include "options/options.def"
  EXPECT_NE(help.find("  exitcode=9\n"), std::string::npos);
  EXPECT_NE(help.find("  log_format=json\n"), std::string::npos);
  EXPECT_NE(help.find("  log_path=stderr\n"), std::string::npos);
  out.release();
}

TEST(Options, AreLoadedFromTheEnvironment) {
  setenv("REFSAN_OPTIONS", "max_members=77:nonsense=1", 1);
  auto errors = [] { return optionErrors().count + optionErrors().dropped; }; // they add up in a process
  auto before = errors();
  loadOptions();
  EXPECT_EQ(options().max_members, 77u);
  EXPECT_EQ(errors(), before + 1);
  unsetenv("REFSAN_OPTIONS");
}

TEST(Options, WithAnotherUsersRightsNoFileIsWritten) {
  Parsed parsed("log_path=/tmp/a:json_path=/tmp/b:baseline=c:baseline_update=1:exitcode=9:max_members=3");
  keepFromFiles(parsed.options);
  EXPECT_STREQ(parsed.options.log_path, "stderr");
  EXPECT_STREQ(parsed.options.json_path, "");
  EXPECT_FALSE(parsed.options.baseline_update);
  EXPECT_STREQ(parsed.options.baseline, "c");
  EXPECT_EQ(parsed.options.exitcode, 9u);
  EXPECT_EQ(parsed.options.max_members, 3u);
  Parsed standard("log_path=stdout");
  keepFromFiles(standard.options);
  EXPECT_STREQ(standard.options.log_path, "stdout");
}

TEST(Options, LogPathTakesTheProcessId) {
  char path[32];
  EXPECT_TRUE(expandLogPath("/x/%p.%q.%p", 123, path, sizeof(path)));
  EXPECT_STREQ(path, "/x/123.%q.123");
  EXPECT_FALSE(expandLogPath("/a/path/that/is/longer/than/the/buffer", 1, path, sizeof(path)));
}

TEST(Options, ColorFollowsTerminalAndNoColor) {
  int terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY), file = open("/dev/null", O_WRONLY);
  EXPECT_FALSE(useColor(ColorMode::Auto, file));
  EXPECT_TRUE(useColor(ColorMode::Always, file));
  EXPECT_FALSE(useColor(ColorMode::Never, terminal));
  unsetenv("NO_COLOR");
  if (terminal >= 0) {
    EXPECT_TRUE(useColor(ColorMode::Auto, terminal));
    setenv("NO_COLOR", "1", 1);
    EXPECT_FALSE(useColor(ColorMode::Auto, terminal));
    unsetenv("NO_COLOR");
    close(terminal);
  }
  close(file);
}

TEST(Options, OfLeakSanitizerOnlyWhatMeansTheSame) {
  Options options;
  OptionErrors errors;
  parseLsanOptions("__lsan_default_options()",
                   "exitcode=5:use_stacks=0:suppressions='a:b':log_path=x:max_leaks=3:quote='", options, errors);
  EXPECT_EQ(errors.count, 0u);
  EXPECT_EQ(options.exitcode, 5u);
  EXPECT_STREQ(options.suppressions, "a:b");
  EXPECT_STREQ(options.log_path, "stderr");
  parseLsanOptions("__lsan_default_options()", "detect_leaks=maybe", options, errors);
  ASSERT_EQ(errors.count, 1u);
  EXPECT_NE(std::string(errors.text[0]).find("__lsan_default_options(): bad value 'maybe'"), std::string::npos);
}
