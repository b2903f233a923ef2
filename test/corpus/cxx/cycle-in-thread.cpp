// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
// flags: -pthread
// Made by a thread that ended; counts are atomic then.
#include <memory>
#include <thread>

struct Node {
  std::shared_ptr<Node> next;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->next = b;
#ifndef FIXED
  b->next = a;
#endif
}

int main() {
  std::thread thread(work);
  thread.join();
}
