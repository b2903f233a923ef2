// corpus: clean exit=6
// flags: -pthread
// exit deep inside of another thread: its frames count, and those of main, which waits for it.
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

static void work(int depth, std::string name) {
  auto own = std::make_unique<std::string>(name + "x");
  if (depth == 0)
    std::exit(6);
  work(depth - 1, *own);
}

int main() {
  std::string name = "main holds a string that is long enough";
  std::thread thread(work, 5, name);
  thread.join();
  return name.size() == 1;
}
