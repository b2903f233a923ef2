// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
// flags: -pthread
// A detached thread has made a cycle and computes ever after: what is left of it in registers keeps nothing.
#include <atomic>
#include <memory>
#include <thread>

struct Node {
  std::shared_ptr<Node> next;
};
static std::atomic<bool> made;
static volatile long steps;

__attribute__((noinline)) static void makeNodes() {
  auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
  first->next = second;
#ifndef FIXED
  second->next = first;
#endif
}

int main() {
  std::thread([] {
    makeNodes();
    made = true;
    for (;;)
      steps = steps + 1;
  }).detach();
  while (!made)
    std::this_thread::yield();
}
