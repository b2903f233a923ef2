// corpus: clean
// flags: -pthread
// Destructors of thread-local objects run at the end of threads and of main.
#include <string>
#include <thread>
#include <vector>

static thread_local std::vector<std::string> log;
static thread_local std::string name = "a thread with a name that needs a block";

int main() {
  log.push_back("main thread, with a text that needs a block");
  std::thread([] { log.push_back("other thread, with a text that needs a block" + name); }).join();
  return log.size() != 1;
}
