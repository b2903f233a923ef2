//===- tls_linux_test.cpp - thread-local storage of other threads ---------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Static, dynamic and library TLS, and pthread keys, found from outside.
//
//===----------------------------------------------------------------------===//

#include "platform/threads.h"

#include "platform/modules.h"
#include "platform/thread_control.h"

#include <atomic>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace refsan;

namespace {

__thread char g_mine[16];

struct Ranges {
  Range data[64];
  usize size = 0;
  bool contain(const void *p) const {
    for (usize i = 0; i < size; ++i)
      if (data[i].contains(reinterpret_cast<uptr>(p)))
        return true;
    return false;
  }
};

Ranges tlsOf(uptr thread_pointer, const ModuleList &modules) {
  Ranges ranges;
  forEachTlsRange(
      thread_pointer, modules,
      [](Range range, void *arg) {
        auto *ranges = static_cast<Ranges *>(arg);
        if (ranges->size < 64)
          ranges->data[ranges->size++] = range;
      },
      &ranges);
  return ranges;
}

// A shared object with TLS of its own, made by the compiler at hand; "" if there is none.
std::string buildLibrary() {
  char folder[] = "/tmp/refsan-test-XXXXXX";
  std::string path = std::string(mkdtemp(folder)) + "/tls.so";
  std::string command = "echo '__thread char block[70000]; char *get(void) { return block; }' | "
                        "cc -shared -fPIC -x c - -o " +
                        path + " 2>/dev/null";
  return system(command.c_str()) == 0 ? path : "";
}

} // namespace

TEST(Tls, OwnBlocks) {
  ModuleList modules = listModules();
  Ranges ranges = tlsOf(currentThreadPointer(), modules);
  EXPECT_TRUE(ranges.contain(&g_mine));
  EXPECT_TRUE(ranges.contain(&errno));
  EXPECT_TRUE(ranges.contain(reinterpret_cast<void *>(currentThreadPointer())));
}

TEST(Tls, SizeOfTheControlBlock) {
  usize size = threadControlSize(listModules());
  EXPECT_GE(size, 1024u);
  EXPECT_LE(size, 8192u);
  EXPECT_EQ(size % 8, 0u);
}

TEST(Tls, BlocksOfAnotherThread) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "see threads_linux_test.cpp";
#endif
  std::string library = buildLibrary();
  void *handle = library.empty() ? nullptr : dlopen(library.c_str(), RTLD_NOW);
  auto *get = handle ? reinterpret_cast<char *(*)()>(dlsym(handle, "get")) : nullptr;
  pthread_key_t key;
  pthread_key_create(&key, nullptr);
  std::atomic<char *> mine{nullptr}, dynamic{nullptr};
  std::atomic<bool> stop{false};
  std::thread other([&] {
    pthread_setspecific(key, &stop);
    dynamic = get ? get() : nullptr;
    mine = g_mine;
    while (!stop)
      usleep(1000);
  });
  while (!mine)
    std::this_thread::yield();
  ModuleList modules = listModules();
  StopResult stopped = stopOtherThreads(5000);
  Ranges ranges = stopped.size == 1 ? tlsOf(stopped.data[0].thread_pointer, modules) : Ranges();
  bool key_found = false;
  for (usize i = 0; i < ranges.size; ++i)
    for (uptr p = ranges.data[i].begin; p < ranges.data[i].end; p += 8)
      key_found |= *reinterpret_cast<uptr *>(p) == reinterpret_cast<uptr>(&stop);
  resumeOtherThreads();
  EXPECT_TRUE(ranges.contain(mine));
  EXPECT_FALSE(ranges.contain(g_mine));
  EXPECT_TRUE(key_found);
  if (get) {
    EXPECT_TRUE(ranges.contain(dynamic));
    EXPECT_TRUE(ranges.contain(dynamic + 69999));
    EXPECT_FALSE(tlsOf(currentThreadPointer(), modules).contain(dynamic));
  }
  stop = true;
  other.join();
  pthread_key_delete(key);
  if (handle)
    dlclose(handle);
  unlink(library.c_str());
  if (!library.empty())
    rmdir(library.substr(0, library.rfind('/')).c_str());
}

TEST(Tls, ABadThreadPointerIsSurvived) {
  ModuleList modules = listModules();
  for (uptr bad : {uptr(0), uptr(8), uptr(0x7fffffffe000), ~uptr(7)})
    EXPECT_LE(tlsOf(bad, modules).size, 1u);
  uptr zeros[512] = {};
  EXPECT_EQ(tlsOf(reinterpret_cast<uptr>(zeros), modules).size, 1u);
}
