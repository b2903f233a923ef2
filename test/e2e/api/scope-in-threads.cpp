// Intent: scopes of many threads at once keep apart, also where a block is freed by another thread and its address used again.
// RUN: %clangxx_refsan -pthread %s -o %t
// RUN: %silent 0 %run %t
// RUN: %exits 23 %run %t 3 2>&1 | FileCheck %s

#include <atomic>
#include <cstdlib>
#include <refsan/refsan.h>
#include <thread>
#include <vector>

// Blocks go from each thread to its neighbour, which frees them.
static std::atomic<int *> handed[8];

static int work(int self, int keeper) {
  int found = 0;
  for (int round = 0; round < 50; ++round) {
    int scope = refsan_scope_begin("a round");
    for (int i = 0; i < 200; ++i) {
      delete handed[self].exchange(new int(i));
      delete handed[(self + 1) % 8].exchange(nullptr);
    }
    delete handed[self].exchange(nullptr);
    if (self == keeper && round == 25)
      new int(1);
    found += refsan_scope_end(scope);
  }
  return found;
}

int main(int argc, char **argv) {
  std::atomic<int> found{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] { found += work(i, argc > 1 ? atoi(argv[1]) : -1); });
  for (auto &thread : threads)
    thread.join();
  return found != (argc > 1);
}
// CHECK: RefSan: 1 {{(lost object|object that outlives its scope)}}
// CHECK: scope-in-threads.cpp:25
// CHECK: note: checked at the end of the scope 'a round'
