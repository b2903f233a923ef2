// corpus: leak class=cycle members=2 bytes=112 field=next exit=23
// fixed: clean
// flags: -pthread
// main leaves its thread; the program ends with the last one.
#include <memory>
#include <pthread.h>
#include <thread>
#include <unistd.h>

struct Node {
  std::shared_ptr<Node> next;
  char data[24];
};

int main() {
  std::thread([] {
    usleep(50000);
    auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
    first->next = second;
#ifndef FIXED
    second->next = first;
#endif
  }).detach();
  pthread_exit(nullptr);
}
