//===- threads_fixture.h - waiting for threads of a test --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For unit tests only. A time to wait is never enough on a machine whose
// processors others have.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_THREADS_FIXTURE_H
#define REFSAN_PLATFORM_THREADS_FIXTURE_H

#include "base/ints.h"

#include <atomic>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace refsan {

// As /proc has it: 'R' runs, 'S' sleeps, 'Z' has ended and is still listed; 0: there is none.
inline char stateOfThread(i32 tid) {
  std::string line;
  std::getline(std::ifstream("/proc/self/task/" + std::to_string(tid) + "/stat"), line);
  usize name_end = line.rfind(')');
  return name_end == std::string::npos ? 0 : line[name_end + 2];
}

inline void waitForState(i32 tid, char state) {
  while (stateOfThread(tid) != state)
    usleep(100);
}

// Threads that run `body` after they said that they are there.
class Crowd {
public:
  template <typename Body> void add(int count, Body body) {
    std::atomic<int> ready{0};
    for (int i = 0; i < count; ++i)
      threads_.emplace_back([&ready, body, this] {
        ready++;
        body(stop_);
      });
    while (ready != count)
      std::this_thread::yield();
  }
  ~Crowd() {
    stop_ = true;
    for (auto &thread : threads_)
      thread.join();
  }

private:
  std::atomic<bool> stop_{false};
  std::vector<std::thread> threads_;
};

} // namespace refsan

#endif // REFSAN_PLATFORM_THREADS_FIXTURE_H
