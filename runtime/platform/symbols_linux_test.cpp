//===- symbols_linux_test.cpp - names and lines of addresses --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The symbol tables of our own executable and of libc; llvm-symbolizer if it is there.
//
//===----------------------------------------------------------------------===//

#include "platform/symbols.h"

#include "platform/elf_file.h"
#include "platform/modules.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <map>
#include <stdlib.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace refsan;

extern "C" __attribute__((noinline)) int refsan_test_known_function(int x) { return x * 3 + 1; }
extern "C" {
int refsan_test_known_data[4] = {1, 2, 3, 4};
}

namespace {

using Answers = std::map<usize, std::vector<SymbolFrame>>;

bool symbolize(const std::vector<uptr> &pcs, Answers &answers, u32 deadline_ms = 20000) {
  auto take = [](usize index, const SymbolFrame *frames, usize size, void *arg) {
    (*static_cast<Answers *>(arg))[index].assign(frames, frames + size);
  };
  return symbolizeLines(listModules(), pcs.data(), pcs.size(), deadline_ms, take, &answers);
}

// A folder with a program of the symbolizer's name, first in PATH.
class FakeSymbolizer {
public:
  explicit FakeSymbolizer(const std::string &script) {
    char folder[] = "/tmp/refsan-test-XXXXXX";
    folder_ = mkdtemp(folder);
    path_ = folder_ + "/llvm-symbolizer-22";
    FILE *file = fopen(path_.c_str(), "w");
    fputs(("#!/bin/sh\n" + script).c_str(), file);
    fchmod(fileno(file), 0755);
    fclose(file);
    before_ = getenv("PATH");
    setenv("PATH", (folder_ + ":" + before_).c_str(), 1);
  }
  ~FakeSymbolizer() {
    setenv("PATH", before_.c_str(), 1);
    unlink(path_.c_str());
    rmdir(folder_.c_str());
  }

private:
  std::string folder_, path_, before_;
};

} // namespace

TEST(Symbols, FunctionAndDataOfTheExecutable) {
  ModuleList modules = listModules();
  auto function = reinterpret_cast<uptr>(&refsan_test_known_function);
  const Module *module = findModule(modules, function);
  ASSERT_NE(module, nullptr);
  usize offset = 99;
  EXPECT_STREQ(symbolAt(*module, function + 2, &offset), "refsan_test_known_function");
  EXPECT_EQ(offset, 2u);
  EXPECT_STREQ(symbolAt(*module, reinterpret_cast<uptr>(&refsan_test_known_data[1]), &offset),
               "refsan_test_known_data");
  EXPECT_EQ(offset, 4u);
}

TEST(Symbols, FunctionOfALibrary) {
  ModuleList modules = listModules();
  auto function = reinterpret_cast<uptr>(&qsort);
  const Module *module = findModule(modules, function);
  ASSERT_NE(module, nullptr);
  EXPECT_STREQ(symbolAt(*module, function + 1, nullptr), "qsort");
}

TEST(Symbols, NothingForAFileThatIsNoElf) {
  Module module = {};
  strcpy(module.path, "/proc/self/cmdline");
  EXPECT_EQ(symbolAt(module, 100, nullptr), nullptr);
  strcpy(module.path, "/nowhere");
  EXPECT_EQ(symbolAt(module, 100, nullptr), nullptr);
  EXPECT_EQ(openElfFile("/nowhere"), nullptr);
}

TEST(Symbols, ACutElfFileIsSurvived) {
  char path[] = "/tmp/refsan-test-XXXXXX";
  int fd = mkstemp(path);
  std::string self(1 << 16, 0);
  int exe = open("/proc/self/exe", O_RDONLY);
  ASSERT_EQ(read(exe, self.data(), self.size()), static_cast<ssize_t>(self.size()));
  close(exe);
  ASSERT_EQ(write(fd, self.data(), self.size()), static_cast<ssize_t>(self.size()));
  close(fd);
  EXPECT_EQ(openElfFile(path), nullptr);
  unlink(path);
}

TEST(Symbols, LinesFromTheSymbolizer) {
  if (system("command -v llvm-symbolizer-22 llvm-symbolizer >/dev/null") != 0)
    GTEST_SKIP() << "no llvm-symbolizer";
  Answers answers;
  auto function = reinterpret_cast<uptr>(&refsan_test_known_function);
  int on_stack;
  ASSERT_TRUE(symbolize({function, 16, reinterpret_cast<uptr>(&on_stack), function}, answers));
  EXPECT_EQ(answers.size(), 2u);
  ASSERT_EQ(answers[3].size(), 1u);
  EXPECT_STREQ(answers[3][0].function, "refsan_test_known_function");
  ASSERT_NE(answers[3][0].file, nullptr);
  EXPECT_TRUE(std::string(answers[3][0].file).ends_with("symbols_linux_test.cpp"));
  EXPECT_GT(answers[3][0].line, 10u);
  EXPECT_EQ(waitpid(-1, nullptr, __WALL), -1) << "the child was not reaped";
}

TEST(Symbols, ManyQuestionsDoNotBlock) {
  if (system("command -v llvm-symbolizer-22 llvm-symbolizer >/dev/null") != 0)
    GTEST_SKIP() << "no llvm-symbolizer";
  std::vector<uptr> pcs(20000, reinterpret_cast<uptr>(&refsan_test_known_function));
  Answers answers;
  ASSERT_TRUE(symbolize(pcs, answers));
  EXPECT_EQ(answers.size(), pcs.size());
}

TEST(Symbols, ASlowSymbolizerIsNotWaitedFor) {
  FakeSymbolizer slow("sleep 30\n");
  Answers answers;
  auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(symbolize({reinterpret_cast<uptr>(&refsan_test_known_function)}, answers, 200));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_TRUE(answers.empty());
}

TEST(Symbols, ABrokenSymbolizerIsNoMatter) {
  FakeSymbolizer broken("echo some; echo thing; exit 1\n");
  Answers answers;
  EXPECT_FALSE(symbolize({reinterpret_cast<uptr>(&refsan_test_known_function)}, answers));
  EXPECT_TRUE(answers.empty());
}

TEST(Symbols, OddAnswersAreParsed) {
  FakeSymbolizer odd("while read -r line; do printf 'a<b::c>(int)\\n/x y/z:1.cpp:7:3\\nouter\\n??:0:0\\n\\n'; done\n");
  Answers answers;
  ASSERT_TRUE(symbolize({reinterpret_cast<uptr>(&refsan_test_known_function)}, answers));
  ASSERT_EQ(answers[0].size(), 2u);
  EXPECT_STREQ(answers[0][0].function, "a<b::c>(int)");
  EXPECT_STREQ(answers[0][0].file, "/x y/z:1.cpp");
  EXPECT_EQ(answers[0][0].line, 7u);
  EXPECT_EQ(answers[0][0].column, 3u);
  EXPECT_TRUE(answers[0][0].inlined);
  EXPECT_EQ(answers[0][1].file, nullptr);
  EXPECT_FALSE(answers[0][1].inlined);
}

TEST(Symbols, TheChildHasNeitherOurOptionsNorPreloads) {
  setenv("REFSAN_OPTIONS", "exitcode=1", 1);
  setenv("DEBUGINFOD_URLS", "x", 1);
  FakeSymbolizer env("read -r line; printf \"$REFSAN_OPTIONS$LD_PRELOAD$DEBUGINFOD_URLS:$HOME\\nf:1:1\\n\\n\"\n");
  setenv("HOME", "/home/x", 1);
  Answers answers;
  ASSERT_TRUE(symbolize({reinterpret_cast<uptr>(&refsan_test_known_function)}, answers));
  EXPECT_STREQ(answers[0][0].function, ":/home/x");
  unsetenv("REFSAN_OPTIONS");
  unsetenv("DEBUGINFOD_URLS");
}
