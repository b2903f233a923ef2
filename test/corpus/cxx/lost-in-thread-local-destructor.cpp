// corpus: leak class=lost members=1 bytes=62
// fixed: clean
// flags: -pthread
#include <thread>

struct Local {
  char *data = new char[62];
  ~Local() {
    data[0] = 1;
#ifdef FIXED
    delete[] data;
#endif
    data = nullptr;
  }
};
static thread_local Local local;

int main() {
  std::thread([] { local.data[1] = 2; }).join();
}
