//===- many_stacks.cpp - one hundred thousand stacks that allocate -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// many_stacks ROUNDS: two functions call each other in each order that 17 bits can say,
// which makes 131,072 stacks, and allocate at the end.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>

namespace {
constexpr int kBits = 17;

__attribute__((noinline)) long zero(unsigned path, int left);
__attribute__((noinline)) long one(unsigned path, int left);

__attribute__((noinline)) long work(unsigned path) {
  long sum = 0;
  for (int i = 0; i < 4; i++) {
    auto *value = new long(path);
    __asm__ volatile("" : "+r"(value)); // else no allocation is left where the optimiser sees new and delete
    sum += *value;
    delete value;
  }
  return sum;
}

long step(unsigned path, int left) {
  if (!left)
    return work(path);
  return path >> (left - 1) & 1 ? one(path, left - 1) : zero(path, left - 1);
}
long zero(unsigned path, int left) { return step(path, left) + 1; }
long one(unsigned path, int left) { return step(path, left) + 2; }
} // namespace

int main(int, char **argv) {
  long sum = 0;
  for (long rounds = std::atol(argv[1]); rounds; rounds--)
    for (unsigned path = 0; path < 1u << kBits; path++)
      sum += step(path, kBits);
  std::printf("%ld\n", sum);
}
