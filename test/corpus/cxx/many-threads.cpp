// corpus: clean
// flags: -pthread
// 100 threads share and drop handles.
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

struct Value {
  std::atomic<int> uses{0};
};

int main() {
  auto value = std::make_shared<Value>();
  std::vector<std::thread> threads;
  for (int i = 0; i < 100; i++)
    threads.emplace_back([value] {
      for (int j = 0; j < 100; j++) {
        std::vector<std::shared_ptr<Value>> copies(5, value);
        copies[0]->uses++;
      }
    });
  for (auto &thread : threads)
    thread.join();
  return value->uses != 10000 || value.use_count() != 1;
}
