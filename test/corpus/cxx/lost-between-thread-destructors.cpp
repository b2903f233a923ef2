// corpus: leak class=cycle members=1 bytes=32 field=next
// corpus: leak class=lost members=1 bytes=77
// fixed: clean
// flags: -pthread
// thread_local destructors run first, keys' after them, and those again that were set meanwhile.
#include <cstdlib>
#include <memory>
#include <pthread.h>
#include <thread>
#include <vector>

struct Node {
  std::shared_ptr<Node> next;
};
static pthread_key_t by_key, again;
#ifdef FIXED
constexpr bool kLoses = false;
#else
constexpr bool kLoses = true;
#endif

struct Local {
  std::vector<std::shared_ptr<Node>> held;
  ~Local() {
    auto node = std::make_shared<Node>();
    node->next = kLoses ? node : nullptr;
    held[0]->next = nullptr; // what a key's value holds, too
  }
};
static thread_local Local local;

static void endByKey(void *value) {
  delete static_cast<std::shared_ptr<Node> *>(value);
  pthread_setspecific(again, malloc(12));
}

static void endAgain(void *value) {
  free(value);
  static int rounds;
  char *volatile more = static_cast<char *>(malloc(77));
  if (++rounds < 3)
    pthread_setspecific(again, more);
  else if (!kLoses)
    free(more);
}

static void work() {
  auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
  first->next = second;
  second->next = first;
  local.held.push_back(first);
  pthread_setspecific(by_key, new std::shared_ptr<Node>(second));
}

int main() {
  if (pthread_key_create(&by_key, endByKey) || pthread_key_create(&again, endAgain))
    return 2;
  std::thread(work).join();
}
