//===- larson.cpp - threads that free each other's blocks -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// larson THREADS OPERATIONS: each thread replaces random blocks in a table; after a
// share of its operations it ends, and a new thread goes on with the same table.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {
constexpr int kSlots = 1000, kGenerations = 8;

struct Table {
  void *blocks[kSlots] = {};
  unsigned random = 1;
};

unsigned next(unsigned &random) { return (random = random * 1664525 + 1013904223) >> 8; }

void work(Table &table, long operations) {
  while (operations--) {
    void *&block = table.blocks[next(table.random) % kSlots];
    std::free(block);
    size_t size = 8 + next(table.random) % 500;
    block = std::malloc(size);
    static_cast<char *>(block)[0] = static_cast<char>(size);
  }
}
} // namespace

int main(int, char **argv) {
  int threads = std::atoi(argv[1]);
  long operations = std::atol(argv[2]) / threads / kGenerations;
  std::vector<Table> tables(threads);
  for (int i = 0; i < threads; i++)
    tables[i].random = i + 1;
  for (int generation = 0; generation < kGenerations; generation++) {
    std::vector<std::thread> running;
    for (Table &table : tables)
      running.emplace_back(work, std::ref(table), operations);
    for (std::thread &thread : running)
      thread.join();
  }
  unsigned sum = 0;
  for (Table &table : tables) {
    sum += table.random;
    for (void *block : table.blocks)
      std::free(block);
  }
  std::printf("%u\n", sum);
}
