// Intent: a signal has a program with many threads checked while it goes on; the second check says what grew.
// RUN: %clangxx_refsan -pthread %s -o %t
// RUN: rm -f %t.json && %exits 23 %env_refsan_opts=check_signal=10:json_path=%t.json %run %t leak %t.json 2>&1 | FileCheck %s
// RUN: %python %S/Inputs/checks.py %t.json | FileCheck %s --check-prefix=CHECK-JSON
// RUN: rm -f %t.json && %exits 0 %env_refsan_opts=check_signal=10:json_path=%t.json %run %t clean %t.json 2>&1 | FileCheck %s --check-prefix=CHECK-CLEAN
// RUN: %silent 0 %run %t none
// RUN: %exits 24 %env_refsan_opts=check_signal=9 %run %t none 2>&1 | FileCheck %s --check-prefix=CHECK-WRONG
// REQUIRES: python3

#include "Inputs/documents.h"
#include <atomic>
#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

struct Node {
  std::shared_ptr<Node> next;
};
static void ring() {
  auto node = std::make_shared<Node>();
  node->next = node;
}

int main(int argc, char **argv) {
  std::string what = argc > 1 ? argv[1] : "";
  if (what == "none")
    return 0;
  std::atomic<bool> done{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      std::vector<std::unique_ptr<std::string>> texts;
      while (!done) {
        texts.push_back(std::make_unique<std::string>(100, 'x'));
        if (texts.size() == 1000)
          texts.clear();
      }
    });
  for (int check = 0; check < 2; ++check) {
    for (int i = 0; what == "leak" && i <= check; ++i)
      std::thread(ring).join(); // no trace of it on a stack or in a register
    kill(getpid(), SIGUSR1);
    awaitDocuments(argv[2], check + 1);
  }
  done = true;
  for (auto &thread : threads)
    thread.join();
}
// CHECK: RefSan: 1 reference cycle keeps 1 object
// CHECK: RefSan: 3 reference cycles keep 3 objects
// CHECK: note: 1 finding grew since the check before: id {{[0-9a-f]+}} (2 objects, 64 bytes more)
// CHECK: RefSan: 3 reference cycles keep 3 objects
// CHECK: note: nothing grew since the check before
// CHECK-JSON: on request: 1 times, before: null
// CHECK-JSON: on request: 3 times, before: 1
// CHECK-JSON: at exit: 3 times, before: 3
// CHECK-JSON: of the process itself: 3
// CHECK-CLEAN: RefSan: checked on request: no leaks
// CHECK-WRONG: RefSan: check_signal: there is no such signal, or none that a program may handle
