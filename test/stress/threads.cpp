// 200 threads make, share and drop objects, end and start others, while main makes five cycles, which it loses (unless
// CLEAN is defined), and returns. Whatever the threads were doing: the verdict is about those cycles.
#include <atomic>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <unistd.h>
#include <vector>

namespace {

struct Node {
  std::shared_ptr<Node> next;
  std::vector<int> numbers = std::vector<int>(8);
};

struct Shared {
  std::mutex lock;
  std::vector<std::shared_ptr<Node>> nodes;
};
Shared *shared = new Shared; // for as long as any thread runs: never destroyed
std::atomic<int> running{0};

void start();

void *work(void *) {
  static thread_local std::vector<std::shared_ptr<Node>> own;
  ++running;
  for (int round = 0; round < 40; ++round) {
    auto node = std::make_shared<Node>();
    node->next = std::make_shared<Node>();
    own.push_back(node);
    std::lock_guard<std::mutex> held(shared->lock);
    shared->nodes.push_back(node->next);
    if (shared->nodes.size() > 100)
      shared->nodes.erase(shared->nodes.begin(), shared->nodes.begin() + 50);
    node->next.reset();
  }
  own.clear();
  start(); // another one in its place
  return nullptr;
}

void start() {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 128 << 10);
  pthread_t thread;
  pthread_create(&thread, &attributes, work, nullptr);
  pthread_attr_destroy(&attributes);
}

void loseCycles() {
  for (int i = 0; i < 5; ++i) {
    auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
    first->next = second;
#ifndef CLEAN
    second->next = first;
#endif
  }
}

} // namespace

int main() {
  for (int i = 0; i < 200; ++i)
    start();
  while (running < 200)
    usleep(100);
  loseCycles();
}
