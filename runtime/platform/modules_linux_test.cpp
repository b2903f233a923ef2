//===- modules_linux_test.cpp - the modules of this test ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The executable, libc and their segments.
//
//===----------------------------------------------------------------------===//

#include "platform/modules.h"

#include "platform/loaded_symbol.h"

#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

using namespace refsan;

static int g_initialised = 3;
static int g_zeroed;
__thread volatile int g_refsan_test_thread_local[10];

TEST(Modules, TheExecutableComesFirst) {
  ModuleList modules = listModules();
  ASSERT_GE(modules.size, 3u);
  const Module &self = modules.data[0];
  char path[512] = {};
  ASSERT_GT(readlink("/proc/self/exe", path, sizeof(path) - 1), 0);
  EXPECT_STREQ(self.path, path);
  EXPECT_TRUE(self.image.contains(reinterpret_cast<uptr>(&g_initialised)));
  bool initialised = false, zeroed = false, code = false;
  for (const Range &range : self.writable) {
    initialised |= range.contains(reinterpret_cast<uptr>(&g_initialised));
    zeroed |= range.contains(reinterpret_cast<uptr>(&g_zeroed));
    code |= range.contains(reinterpret_cast<uptr>(&listModules));
  }
  EXPECT_TRUE(initialised);
  EXPECT_TRUE(zeroed);
  EXPECT_FALSE(code);
  g_refsan_test_thread_local[0] = 1;
  EXPECT_NE(self.tls_id, 0u);
  EXPECT_GE(self.tls_size, sizeof(g_refsan_test_thread_local));
}

TEST(Modules, FindsByAddress) {
  ModuleList modules = listModules();
  const Module *libc = findModule(modules, reinterpret_cast<uptr>(&getpid));
  ASSERT_NE(libc, nullptr);
  EXPECT_NE(std::string(libc->path).find("/libc.so"), std::string::npos);
  int local;
  EXPECT_EQ(findModule(modules, reinterpret_cast<uptr>(&local)), nullptr);
}

TEST(Modules, FindsExportedSymbols) {
  ModuleList modules = listModules();
  const Module *libc = findModule(modules, reinterpret_cast<uptr>(&getpid));
  ASSERT_NE(libc, nullptr);
  EXPECT_EQ(loadedSymbol(*libc, "getpid"), reinterpret_cast<uptr>(&getpid));
  EXPECT_EQ(loadedSymbol(*libc, "no_such_function"), 0u);
  for (usize i = 0; i < modules.size; ++i)
    loadedSymbol(modules.data[i], "no_such_function");
}
