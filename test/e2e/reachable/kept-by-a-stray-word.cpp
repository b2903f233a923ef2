// Intent: a cycle that only a word on a stack keeps, and no counted reference, is told in a note.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
#include <memory>
#include <thread>
#include <unistd.h>

struct Node {
  std::shared_ptr<Node> next;
  int uses = 0;
};
static volatile bool started;

static void make(Node *&raw) {
  auto first = std::make_shared<Node>(), second = std::make_shared<Node>(); // CHECK-DAG: cycle 1 {{.*}} found 2 times
  first->next = second;
  second->next = first;
  raw = first.get();
}
static void work() {
  Node *raw; // owns nothing
  make(raw);
  for (started = true;; ++raw->uses)
    pause();
}

int main() {
  std::thread(work).detach();
  while (!started)
    usleep(100);
  Node *raw;
  make(raw);
  make(raw);
}
// CHECK: note: 1 cycle of Node, made at kept-by-a-stray-word.cpp:15, is kept only by a word on the stack of thread {{[0-9]+}} in work: no reference to it is counted
