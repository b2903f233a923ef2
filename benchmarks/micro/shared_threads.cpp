//===- shared_threads.cpp - shared_ptr with atomic counts across threads -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// shared_threads THREADS COPIES: each thread copies handles of one table into its own
// and drops those that were there; every sixteenth object is made anew.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

namespace {
struct Account {
  long number, owner;
};
using Handle = std::shared_ptr<Account>;

long work(const std::vector<Handle> &table, unsigned random, long copies) {
  std::vector<Handle> own(256);
  long sum = 0;
  while (copies--) {
    random = random * 1664525 + 1013904223;
    Handle &slot = own[(random >> 8) % own.size()];
    if (copies % 16 == 0)
      slot = std::make_shared<Account>(Account{copies, 1});
    else
      slot = table[(random >> 12) % table.size()];
    sum += slot->owner;
  }
  return sum;
}
} // namespace

int main(int, char **argv) {
  int threads = std::atoi(argv[1]);
  long copies = std::atol(argv[2]) / threads;
  std::vector<Handle> table;
  for (long i = 0; i < 4096; i++)
    table.push_back(std::make_shared<Account>(Account{i, 1}));
  std::vector<long> sums(static_cast<size_t>(threads));
  std::vector<std::thread> running;
  for (int i = 0; i < threads; i++)
    running.emplace_back([&, i] { sums[static_cast<size_t>(i)] = work(table, static_cast<unsigned>(i) + 1, copies); });
  for (std::thread &thread : running)
    thread.join();
  long sum = 0;
  for (long part : sums)
    sum += part;
  std::printf("%ld\n", sum);
}
