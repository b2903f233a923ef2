// Intent: what a std::thread begins with has no frame pointer; recursion by two ways in it has its own stacks all the same.
// RUN: %clangxx_refsan -pthread %s -o %t && env REFSAN_OPTIONS=verify_stacks=1 %run %t 2>&1 | FileCheck %s
#include <cstdlib>
#include <thread>

static void *volatile kept;

__attribute__((noinline)) static void walk(int depth, int salt) {
  kept = std::malloc(16 + salt);
  void *block = kept;
  if (depth > 0) {
    if ((depth * 7 + salt) % 3)
      walk(depth - 1, salt + 1);
    else
      walk(depth - 1, salt);
  }
  std::free(block);
}
__attribute__((noinline)) static void one(int depth) {
  walk(depth, 0);
  kept = nullptr;
}
__attribute__((noinline)) static void two(int depth) {
  walk(depth, 1);
  kept = nullptr;
}

int main() {
  std::thread([] {
    for (int i = 0; i < 700; i++) {
      one(100 + i % 3);
      if (i % 4)
        two(100 + i % 5);
    }
  }).join();
  // CHECK: stacks: {{[01]}} of {{12[0-9]+}} allocations have a wrong one
}
