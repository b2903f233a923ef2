// corpus: leak class=lost members=1 bytes=90
// fixed: clean
// flags: -pthread
// A thread ends and leaves a block that only its arguments had.
#include <thread>

static void work(char *data) {
  data[0] = 1;
#ifdef FIXED
  delete[] data;
#endif
}

int main() {
  std::thread thread(work, new char[90]);
  thread.join();
}
