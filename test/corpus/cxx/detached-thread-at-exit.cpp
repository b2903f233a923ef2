// corpus: clean
// flags: -pthread
// A detached thread sleeps with a heap full of locals while main returns.
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

static std::atomic<bool> ready;

static void serve() {
  std::vector<std::string> names(10, "a name that needs a block of its own");
  auto shared = std::make_shared<std::vector<std::string>>(names);
  ready = true;
  for (;;)
    std::this_thread::sleep_for(std::chrono::seconds(100));
}

int main() {
  std::thread(serve).detach();
  while (!ready)
    std::this_thread::yield();
}
