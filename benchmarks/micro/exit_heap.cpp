//===- exit_heap.cpp - a heap for the check at exit -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// exit_heap SHAPE OBJECTS: tree (reachable), lists (lost, 10 objects each), cycles (of
// two counted objects), ring (one of all). The last line of the output is when main
// ended: nanoseconds of the monotonic clock, and of the process's CPU time.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>

namespace {
struct Plain { // 32 bytes
  Plain *left, *right;
  long value, other;
};

struct Counted { // 32 bytes with its counts
  std::shared_ptr<Counted> next;
};
using Handle = std::shared_ptr<Counted>;

Plain *volatile kept; // else its last store is dead, and the tree with it

Plain *grow(long objects) {
  if (objects <= 0)
    return nullptr;
  long left = (objects - 1) / 2;
  Plain *l = grow(left), *r = grow(objects - 1 - left);
  return new Plain{l, r, objects, 0};
}

void loseLists(long objects) {
  constexpr long kLength = 10;
  for (; objects > 0; objects -= kLength) {
    Plain *head = nullptr;
    for (long i = 0; i < kLength; i++)
      head = new Plain{head, nullptr, i, 0};
    asm volatile("" : : "r"(head) : "memory");
  }
}

void loseCycles(long objects) {
  for (; objects > 0; objects -= 2) {
    Handle a = std::make_shared<Counted>(), b = std::make_shared<Counted>();
    a->next = b;
    b->next = a;
  }
}

void loseRing(long objects) {
  Handle first = std::make_shared<Counted>(), last = first;
  for (long i = 1; i < objects; i++) {
    Handle next = std::make_shared<Counted>();
    last->next = next;
    last = next;
  }
  last->next = first;
}

long long now(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}
} // namespace

int main(int, char **argv) {
  long objects = std::atol(argv[2]);
  const char *shape = argv[1];
  if (!std::strcmp(shape, "tree"))
    kept = grow(objects);
  else if (!std::strcmp(shape, "lists"))
    loseLists(objects);
  else if (!std::strcmp(shape, "cycles"))
    loseCycles(objects);
  else
    loseRing(objects);
  long long monotonic = now(CLOCK_MONOTONIC);
  std::printf("%lld %lld\n", monotonic, now(CLOCK_PROCESS_CPUTIME_ID));
  std::fflush(stdout);
}
