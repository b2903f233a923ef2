//===- containers_test.cpp - memory that is not the heap's ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arena, vector, hash map and writer, and how each fails.
//
//===----------------------------------------------------------------------===//

#include "containers/arena.h"
#include "containers/hash_map.h"
#include "containers/vector.h"
#include "containers/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <unistd.h>
#include <unordered_map>

using namespace refsan;

TEST(Arena, AlignsAndZeroes) {
  Arena arena;
  for (usize align : {1u, 8u, 16u, 64u, 4096u}) {
    auto *bytes = static_cast<char *>(arena.allocate(100, align));
    ASSERT_NE(bytes, nullptr);
    EXPECT_EQ(reinterpret_cast<uptr>(bytes) % align, 0u);
    for (int i = 0; i < 100; ++i)
      ASSERT_EQ(bytes[i], 0);
    memset(bytes, 'x', 100);
  }
  auto *large = static_cast<char *>(arena.allocate(5 << 20));
  ASSERT_NE(large, nullptr);
  large[(5 << 20) - 1] = 1;
  EXPECT_STREQ(arena.copyText("text"), "text");
  EXPECT_STREQ(arena.copyText(StringView()), "");
  EXPECT_GT(arena.mappedBytes(), usize(5) << 20);
  arena.release();
  EXPECT_EQ(arena.mappedBytes(), 0u);
  EXPECT_NE(arena.make<u64>(10), nullptr);
  arena.release();
}

TEST(Arena, FailsWithoutCrash) {
  Arena arena;
  EXPECT_EQ(arena.allocate(usize(1) << 60), nullptr);
  EXPECT_TRUE(arena.failed());
  EXPECT_EQ(arena.allocate(~usize(0)), nullptr);
  EXPECT_EQ(arena.make<u64>(~usize(0) / 4), nullptr);
  EXPECT_NE(arena.allocate(8), nullptr);
  EXPECT_TRUE(arena.failed());
  arena.release();
}

TEST(Vector, GrowsAndShrinks) {
  Vector<u32> vector;
  for (u32 i = 0; i < 100000; ++i)
    ASSERT_TRUE(vector.push(i));
  for (u32 i = 0; i < 100000; ++i)
    ASSERT_EQ(vector[i], i);
  EXPECT_EQ(vector.pop(), 99999u);
  EXPECT_EQ(vector.back(), 99998u);
  EXPECT_TRUE(vector.resize(10));
  EXPECT_TRUE(vector.resize(200000));
  EXPECT_EQ(vector[9], 9u);
  EXPECT_EQ(vector[10], 0u);
  u32 more[] = {1, 2, 3};
  EXPECT_TRUE(vector.append(more, 3));
  EXPECT_EQ(vector[200002], 3u);
  EXPECT_TRUE(vector.push(vector[9]));
  u64 sum = 0;
  for (u32 value : vector)
    sum += value;
  EXPECT_GT(sum, 0u);
  vector.release();
  EXPECT_TRUE(vector.empty());
}

TEST(Vector, FailsWithoutCrash) {
  Vector<u64> vector;
  EXPECT_TRUE(vector.push(1));
  EXPECT_FALSE(vector.reserve(usize(1) << 58));
  EXPECT_FALSE(vector.resize(~usize(0)));
  EXPECT_TRUE(vector.failed());
  EXPECT_EQ(vector.size(), 1u);
  EXPECT_EQ(vector[0], 1u);
  vector.release();
}

TEST(VectorDeathTest, ChecksItsBounds) {
  Vector<int> vector;
  EXPECT_DEATH(vector[0], "check failed at vector.h");
  EXPECT_DEATH(vector.pop(), "check failed at vector.h");
}

TEST(HashMap, AgreesWithTheStandardOne) {
  HashMap<u64, u32> map;
  std::unordered_map<u64, u32> expected;
  std::mt19937_64 random(1);
  for (u32 i = 0; i < 300000; ++i) {
    u64 key = random() % 5000 + 1;
    if (random() % 3 == 0) {
      ASSERT_EQ(map.erase(key), expected.erase(key) == 1);
    } else {
      bool created;
      u32 *value = map.insert(key, i, &created);
      auto [at, expected_created] = expected.emplace(key, i);
      ASSERT_EQ(created, expected_created);
      ASSERT_EQ(*value, at->second);
    }
    ASSERT_EQ(map.size(), expected.size());
  }
  usize seen = 0;
  for (auto &entry : map) {
    ASSERT_EQ(expected.at(entry.key), entry.value);
    ++seen;
  }
  EXPECT_EQ(seen, expected.size());
  EXPECT_EQ(map.find(0), nullptr);
  EXPECT_EQ(map.find(5001), nullptr);
  map.release();
  EXPECT_EQ(map.find(1), nullptr);
}

TEST(HashMap, ErasesAcrossTheEndOfTheTable) {
  struct Same : HashTraits<u64> { // every key wants the last place but one
    static u64 hash(const u64 &) { return ~u64(0) - 1; }
  };
  HashMap<u64, u64, Same> map;
  for (u64 i = 1; i <= 8; ++i)
    *map.insert(i, 0) = i;
  EXPECT_TRUE(map.erase(3));
  EXPECT_TRUE(map.erase(1));
  EXPECT_FALSE(map.erase(3));
  for (u64 i : {2, 4, 5, 6, 7, 8}) {
    ASSERT_NE(map.find(i), nullptr);
    EXPECT_EQ(*map.find(i), i);
  }
  map.release();
}

TEST(HashMap, FailsWithoutCrash) {
  HashMap<u64, u64> map;
  *map.insert(1, 2) = 3;
  EXPECT_FALSE(map.reserve(usize(1) << 57));
  EXPECT_TRUE(map.failed());
  EXPECT_EQ(*map.find(1), 3u);
  map.release();
}

TEST(Writer, ToMemory) {
  Writer out;
  for (int i = 0; i < 10000; ++i)
    out.decimal(7).text(", ");
  EXPECT_EQ(out.written().size, 30000u);
  EXPECT_TRUE(startsWith(out.written(), "7, 7, "));
  EXPECT_FALSE(out.failed());
  out.release();
}

TEST(Writer, ToADescriptor) {
  char path[] = "/tmp/refsan-test-XXXXXX";
  int fd = mkstemp(path);
  Writer out(fd);
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    out.decimal(static_cast<u64>(i)).character('\n');
    expected += std::to_string(i) + "\n";
  }
  EXPECT_TRUE(out.flush());
  std::string got(expected.size() + 10, 0);
  EXPECT_EQ(pread(fd, got.data(), got.size(), 0), static_cast<ssize_t>(expected.size()));
  got.resize(expected.size());
  EXPECT_EQ(got, expected);
  close(fd);
  unlink(path);
}

TEST(Writer, RemembersTheFirstError) {
  int fd = dup(1);
  close(fd);
  Writer out(fd);
  errno = 5;
  out.text(std::string(10000, 'x').c_str());
  EXPECT_FALSE(out.flush());
  EXPECT_TRUE(out.failed());
  EXPECT_EQ(out.error(), EBADF);
  EXPECT_EQ(errno, 5);
  Writer full(open("/dev/full", 1));
  full.text("x");
  EXPECT_FALSE(full.flush());
  EXPECT_EQ(full.error(), ENOSPC);
}
