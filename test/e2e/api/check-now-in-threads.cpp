// Intent: threads may ask for checks at the same time, while others allocate and the program ends.
// RUN: %clangxx_refsan %s -o %t -pthread
// RUN: %silent 0 %run %t

#include <atomic>
#include <memory>
#include <refsan/refsan.h>
#include <thread>
#include <vector>

int main() {
  std::atomic<bool> done{false};
  std::atomic<int> found{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] {
      while (!done)
        std::vector<std::unique_ptr<int>>(10).push_back(std::make_unique<int>(1));
    });
  std::vector<std::thread> checkers;
  for (int i = 0; i < 3; ++i)
    checkers.emplace_back([&] {
      for (int n = 0; n < 5; ++n)
        found += refsan_check_now() != 0;
    });
  for (auto &thread : checkers)
    thread.join();
  done = true;
  for (auto &thread : threads)
    thread.join();
  return found;
}
