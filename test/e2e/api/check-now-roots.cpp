// Intent: at a check on demand, variables of the caller, of its callers and of other threads keep what they point to.
// RUN: %clangxx_refsan %s -o %t -pthread
// RUN: %silent 0 %run %t
// RUN: %clangxx_refsan -O2 %s -o %t -pthread
// RUN: %silent 0 %run %t

#include <atomic>
#include <memory>
#include <refsan/refsan.h>
#include <thread>

static std::atomic<int> ready, done;

static void holdInThread() {
  auto value = std::make_unique<int>(1);
  ready = 1;
  while (!done)
    std::this_thread::yield();
  *value = 2;
}

__attribute__((noinline)) static int check(int *a, int *b, int *c, int *d, int *e) {
  int found = refsan_check_now();
  // In registers over the call, where the compiler has them.
  *a = *b = *c = *d = *e = found;
  delete a;
  delete b;
  delete c;
  delete d;
  delete e;
  return found;
}

int main() {
  std::thread other(holdInThread);
  while (!ready)
    std::this_thread::yield();
  auto mine = std::make_unique<int>(3);
  int found = check(new int(1), new int(2), new int(3), new int(4), new int(5));
  found += refsan_check_now();
  done = 1;
  other.join();
  return found + *mine - 3;
}
