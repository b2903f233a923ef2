// Intent: where a handle on the stack of a thread keeps a cycle, there is nothing to tell.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t
#include <memory>
#include <thread>
#include <unistd.h>

struct Node {
  std::shared_ptr<Node> next;
  int uses = 0;
};
static volatile bool started;

static std::shared_ptr<Node> make() {
  auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
  first->next = second;
  second->next = first;
  return first;
}
static void work() {
  std::shared_ptr<Node> held = make();
  for (started = true;; ++held->uses)
    pause();
}

int main() {
  std::thread(work).detach();
  while (!started)
    usleep(100);
}
