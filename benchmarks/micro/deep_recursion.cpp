//===- deep_recursion.cpp - allocations far down the stack -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// deep_recursion DEPTH ROUNDS: a frame allocates, goes deeper, and frees.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>

namespace {
struct Scope {
  Scope *outer;
  long depth;
};

__attribute__((noinline)) long enter(Scope *outer, long depth) {
  auto *scope = new Scope{outer, depth};
  long result = depth ? enter(scope, depth - 1) + scope->depth : 0;
  delete scope;
  return result;
}
} // namespace

int main(int, char **argv) {
  long depth = std::atol(argv[1]), sum = 0;
  for (long rounds = std::atol(argv[2]); rounds; rounds--)
    sum += enter(nullptr, depth);
  std::printf("%ld\n", sum);
}
