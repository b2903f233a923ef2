//===- files_linux_test.cpp -----------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/files.h"

#include <gtest/gtest.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

using namespace refsan;

namespace {
// A directory with files, gone at the end.
struct Folder {
  std::string path = "/tmp/refsan-files-XXXXXX";
  explicit Folder(mode_t mode) {
    EXPECT_NE(mkdtemp(path.data()), nullptr);
    EXPECT_EQ(chmod(path.c_str(), mode), 0);
  }
  ~Folder() {
    for (const char *name : {"report", "other", "pipe"})
      unlink(at(name).c_str());
    rmdir(path.c_str());
  }
  std::string at(const char *name) const { return path + "/" + name; }
  int report(const char *name, bool emptied = true) const {
    int fd = openForReport(at(name).c_str(), emptied);
    if (fd >= 0)
      close(fd);
    return fd;
  }
  void write(const char *name, const char *text) const {
    int fd = open(at(name).c_str(), O_WRONLY | O_CREAT, 0644);
    EXPECT_EQ(writeAll(fd, text, strlen(text)), 0);
    close(fd);
  }
  std::string read(const char *name) const {
    char text[64] = "";
    i64 got = readFile(at(name).c_str(), text, sizeof(text) - 1);
    return got < 0 ? "?" : text;
  }
};
constexpr mode_t kPrivate = 0700, kShared = 01777;
} // namespace

TEST(ReportFiles, AreMadeAndEmptied) {
  for (mode_t mode : {kPrivate, kShared}) {
    Folder folder(mode);
    EXPECT_GE(folder.report("report"), 0);
    folder.write("report", "before");
    EXPECT_GE(folder.report("report", false), 0);
    EXPECT_EQ(folder.read("report"), "before");
    EXPECT_GE(folder.report("report"), 0);
    EXPECT_EQ(folder.read("report"), "");
  }
}

TEST(ReportFiles, AreNotReachedThroughALink) {
  for (mode_t mode : {kPrivate, kShared}) {
    Folder folder(mode);
    folder.write("other", "precious");
    ASSERT_EQ(symlink(folder.at("other").c_str(), folder.at("report").c_str()), 0);
    EXPECT_EQ(folder.report("report"), -ELOOP);
    EXPECT_EQ(folder.read("other"), "precious");
  }
}

TEST(ReportFiles, WithAnotherNameAreRefusedWhereAllMayWrite) {
  Folder shared(kShared), own(kPrivate);
  for (const Folder *folder : {&shared, &own}) {
    folder->write("other", "precious");
    ASSERT_EQ(link(folder->at("other").c_str(), folder->at("report").c_str()), 0);
  }
  EXPECT_EQ(shared.report("report"), -EEXIST);
  EXPECT_EQ(shared.read("other"), "precious");
  EXPECT_GE(own.report("report"), 0);
}

TEST(ReportFiles, OfOtherUsersAreRefusedWhereAllMayWrite) {
  Folder shared(kShared), own(kPrivate);
  for (const Folder *folder : {&shared, &own}) {
    folder->write("report", "bait");
    if (chown(folder->at("report").c_str(), 65534, 65534) != 0)
      GTEST_SKIP() << "needs root";
  }
  // The kernel may refuse it first: sysctl fs.protected_regular.
  int refused = shared.report("report");
  EXPECT_TRUE(refused == -EEXIST || refused == -EACCES) << refused;
  EXPECT_EQ(shared.read("report"), "bait");
  EXPECT_GE(own.report("report"), 0);
}

TEST(ReportFiles, ThatArePipesDoNotWaitForAReader) {
  Folder folder(kPrivate);
  ASSERT_EQ(mkfifo(folder.at("pipe").c_str(), 0600), 0);
  EXPECT_EQ(folder.report("pipe"), -ENXIO);
  int reader = open(folder.at("pipe").c_str(), O_RDONLY | O_NONBLOCK);
  EXPECT_GE(folder.report("pipe"), 0);
  close(reader);
}

TEST(NewFiles, AreNeverOldOnes) {
  Folder folder(kPrivate);
  folder.write("other", "precious");
  EXPECT_EQ(openNew(folder.at("other").c_str()), -EEXIST);
  ASSERT_EQ(symlink(folder.at("pipe").c_str(), folder.at("report").c_str()), 0);
  EXPECT_EQ(openNew(folder.at("report").c_str()), -EEXIST);
  EXPECT_EQ(access(folder.at("pipe").c_str(), F_OK), -1);
}
