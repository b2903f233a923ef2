// Intent: children forked while threads allocate have working locks and are judged on their own: what the parent's threads held is no leak of theirs.
// RUN: %clangxx_refsan -pthread %s -o %t
// RUN: %exits 0 %run %t 24 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %silent 0 %run %t 1

#include <atomic>
#include <cstdlib>
#include <memory>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

struct Node {
  std::shared_ptr<Node> next;
};

static void work(const std::atomic<bool> &done) {
  std::vector<std::shared_ptr<Node>> nodes;
  while (!done) {
    auto node = std::make_shared<Node>();
    node->next = nodes.empty() ? nullptr : nodes.back();
    nodes.push_back(node);
    free(realloc(malloc(100), 5000));
    if (nodes.size() == 100)
      nodes.clear();
  }
}

__attribute__((noinline)) static void leak() {
  auto node = std::make_shared<Node>();
  node->next = node;
}

// Not in main: what a vector had while it grew is in no place of main's that way.
__attribute__((noinline)) static std::vector<std::thread> begin(const std::atomic<bool> &done) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&] { work(done); });
  return threads;
}

// One leaks; some end by another thread, or quickly.
static void child(int number) {
  std::thread([] { std::vector<std::unique_ptr<int>>(100).push_back(std::make_unique<int>(1)); }).join();
  if (number == 9)
    leak();
  if (number % 4 == 2)
    std::thread([] { exit(0); }).join();
  if (number % 4 == 3)
    quick_exit(0);
  exit(0);
}

int main(int, char **argv) {
  std::atomic<bool> done{false};
  std::vector<std::thread> threads = begin(done);
  int wrong = 0;
  for (int i = 0; i < atoi(argv[1]); ++i) {
    pid_t pid = fork();
    if (!pid)
      child(i);
    int status = 0;
    waitpid(pid, &status, 0);
    wrong += !WIFEXITED(status) || WEXITSTATUS(status) != (i == 9 ? 23 : 0);
  }
  done = true;
  for (auto &thread : threads)
    thread.join();
  return wrong;
}
// CHECK: RefSan: 1 reference cycle keeps 1 object
// CHECK: Node{{.*}}fork-from-threads.cpp:31
