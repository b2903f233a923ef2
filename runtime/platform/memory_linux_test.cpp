//===- memory_linux_test.cpp - pages, guarded reads, mappings, files ------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The small parts of platform/ together.
//
//===----------------------------------------------------------------------===//

#include "platform/memory.h"

#include "platform/files.h"
#include "platform/maps.h"
#include "platform/process.h"
#include "platform/threads.h"

#include <errno.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace refsan;

TEST(Memory, PagesAreZeroedAndGrow) {
  auto *pages = static_cast<char *>(mapPages(10));
  ASSERT_NE(pages, nullptr);
  EXPECT_EQ(pages[4095], 0);
  pages[4095] = 7;
  pages = static_cast<char *>(growPages(pages, 10, 1 << 20));
  ASSERT_NE(pages, nullptr);
  EXPECT_EQ(pages[4095], 7);
  EXPECT_EQ(pages[(1 << 20) - 1], 0);
  unmapPages(pages, 1 << 20);
}

TEST(Memory, OutOfMemoryIsNull) {
  errno = 5;
  EXPECT_EQ(mapPages(usize(1) << 60), nullptr);
  EXPECT_EQ(mapPages(~usize(0)), nullptr);
  EXPECT_EQ(errno, 5);
}

TEST(Memory, ReadsWhatIsThereAndNothingElse) {
  auto *pages =
      static_cast<char *>(mmap(nullptr, 3 * kPageSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  mprotect(pages + kPageSize, kPageSize, PROT_NONE);
  memset(pages, 'x', kPageSize);
  char copy[3 * kPageSize];
  EXPECT_TRUE(readMemory(reinterpret_cast<uptr>(pages), copy, kPageSize));
  EXPECT_EQ(copy[kPageSize - 1], 'x');
  EXPECT_FALSE(readMemory(reinterpret_cast<uptr>(pages), copy, kPageSize + 1));
  EXPECT_FALSE(readMemory(reinterpret_cast<uptr>(pages) + kPageSize, copy, 1));
  EXPECT_TRUE(readMemory(reinterpret_cast<uptr>(pages) + 2 * kPageSize, copy, 8));
  EXPECT_FALSE(readMemory(0, copy, 1));
  EXPECT_FALSE(readMemory(~uptr(0), copy, 1));
  munmap(pages, 3 * kPageSize);
}

// From here on in this process, the system call fails as a sandbox would have it.
static void forbid(u32 number) {
  sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  sock_fprog program = {4, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
    _exit(77);
}

TEST(Memory, ReadsWhatIsProtected) {
  auto *words = static_cast<usize *>(mapPages(kPageSize));
  words[3] = 77;
  ASSERT_EQ(mprotect(words, kPageSize, PROT_NONE), 0);
  usize got = 0;
  EXPECT_FALSE(readMemory(reinterpret_cast<uptr>(words + 3), &got, sizeof(got)));
  EXPECT_TRUE(readProtectedMemory(reinterpret_cast<uptr>(words + 3), &got, sizeof(got)));
  EXPECT_EQ(got, 77u);
  unmapPages(words, kPageSize);
  EXPECT_FALSE(readProtectedMemory(reinterpret_cast<uptr>(words + 3), &got, sizeof(got)));
}

TEST(MemoryDeathTest, ReadsInASandboxToo) {
  auto child = [] {
    std::string text(3 * kPageSize + 5, 'x'), copy(text.size(), 0);
    auto *hole = static_cast<char *>(mapPages(2 * kPageSize));
    mprotect(hole + kPageSize, kPageSize, PROT_NONE);
    forbid(SYS_process_vm_readv);
    bool good = readMemory(reinterpret_cast<uptr>(text.data()), copy.data(), copy.size()) && copy == text &&
                readMemory(reinterpret_cast<uptr>(hole), copy.data(), kPageSize) &&
                !readMemory(reinterpret_cast<uptr>(hole) + 1, copy.data(), kPageSize) && !readMemory(0, copy.data(), 1);
    _exit(good ? 0 : 1);
  };
  EXPECT_EXIT(child(), testing::ExitedWithCode(0), "");
}

TEST(MemoryDeathTest, ReadsWhenTheFirstThreadHasEnded) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "see threads_linux_test.cpp";
#endif
  auto child = [] {
    std::thread([] {
      usleep(50000);
      int from = 5, to = 0;
      _exit(readMemory(reinterpret_cast<uptr>(&from), &to, sizeof(to)) && to == 5 ? 0 : 1);
    }).detach();
    syscall(SYS_exit, 0); // of this thread
  };
  EXPECT_EXIT(child(), testing::ExitedWithCode(0), "");
}

TEST(MemoryDeathTest, ThreadsStopInASandboxToo) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "see threads_linux_test.cpp";
#endif
  auto child = [] {
    std::thread([] { pause(); }).detach();
    usleep(10000);
    forbid(SYS_rt_tgsigqueueinfo);
    StopResult result = stopOtherThreads(5000);
    bool good = result.size == 1 && result.data[0].stopped;
    resumeOtherThreads();
    _exit(good ? 0 : 1);
  };
  EXPECT_EXIT(child(), testing::ExitedWithCode(0), "");
}

TEST(Maps, HasOurMappings) {
  struct Seen {
    bool stack = false, self = false;
    uptr last = 0;
    bool ordered = true;
  } seen;
  ASSERT_TRUE(forEachMapping(
      [](const Mapping &mapping, void *arg) {
        auto *seen = static_cast<Seen *>(arg);
        seen->stack |= mapping.name == "[stack]" && mapping.range.contains(reinterpret_cast<uptr>(environ[0]));
        seen->self |= mapping.executable && !mapping.writable && mapping.readable &&
                      mapping.range.contains(reinterpret_cast<uptr>(&forEachMapping));
        seen->ordered &= mapping.range.begin >= seen->last && mapping.range.end > mapping.range.begin;
        seen->last = mapping.range.end;
        return true;
      },
      &seen));
  EXPECT_TRUE(seen.stack);
  EXPECT_TRUE(seen.self);
  EXPECT_TRUE(seen.ordered);
}

TEST(Maps, FindsTheMappingAround) {
  auto *pages = static_cast<char *>(mapPages(2 * kPageSize));
  EXPECT_TRUE(mappingAround(reinterpret_cast<uptr>(pages) + 100).contains(reinterpret_cast<uptr>(pages) + 8191));
  mprotect(pages, kPageSize, PROT_NONE);
  EXPECT_EQ(mappingAround(reinterpret_cast<uptr>(pages) + 100).end, 0u);
  unmapPages(pages, 2 * kPageSize);
}

TEST(Files, WritesAllIntoAPipeThatBlocks) {
  int fds[2];
  ASSERT_EQ(pipe(fds), 0);
  fcntl(fds[1], F_SETFL, O_NONBLOCK);
  std::string text(1 << 20, 'y'), got;
  std::thread reader([&] {
    char buffer[5000];
    for (ssize_t size; (size = read(fds[0], buffer, sizeof(buffer))) > 0;)
      got.append(buffer, static_cast<usize>(size));
  });
  EXPECT_EQ(writeAll(fds[1], text.data(), text.size()), 0);
  close(fds[1]);
  reader.join();
  close(fds[0]);
  EXPECT_EQ(got, text);
}

TEST(Files, SayWhyTheyCannotBeOpened) {
  errno = 5;
  EXPECT_EQ(openNew("/nowhere/file"), -ENOENT);
  EXPECT_EQ(openForReading("/nowhere"), -ENOENT);
  char byte;
  EXPECT_EQ(readFile("/nowhere", &byte, 1), -ENOENT);
  EXPECT_EQ(writeAll(-1, "x", 1), EBADF);
  EXPECT_EQ(errno, 5);
}

TEST(Process, FactsAboutUs) {
  EXPECT_EQ(processId(), getpid());
  setenv("REFSAN_TEST_VARIABLE", "value", 1);
  EXPECT_STREQ(environmentValue("REFSAN_TEST_VARIABLE"), "value");
  EXPECT_EQ(environmentValue("REFSAN_TEST_VARI"), nullptr);
  EXPECT_FALSE(isSecureProcess());
  char path[512], folder[512];
  EXPECT_GT(executablePath(path, sizeof(path)), 1u);
  EXPECT_EQ(access(path, X_OK), 0);
  char expected[512];
  ASSERT_NE(getcwd(expected, sizeof(expected)), nullptr);
  EXPECT_EQ(currentDirectory(folder, sizeof(folder)), strlen(expected));
  EXPECT_STREQ(folder, expected);
  EXPECT_EQ(currentDirectory(folder, 2), 0u);
  EXPECT_GT(commandLine(path, sizeof(path)), 1u);
  u64 before = monotonicMs();
  usleep(3000);
  EXPECT_GE(monotonicMs(), before + 2);
}
