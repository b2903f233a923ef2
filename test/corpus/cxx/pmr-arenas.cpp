// corpus: clean
// Objects in arenas and pools go with them; what they hold was given up by their destructors.
#include <map>
#include <memory>
#include <memory_resource>
#include <string>
#include <vector>

struct Document {
  std::pmr::monotonic_buffer_resource arena;
  std::pmr::map<int, std::pmr::string> lines{&arena};
  std::pmr::vector<std::shared_ptr<int>> numbers{&arena};
};

int main() {
  static auto *kept = new Document;
  Document document;
  std::pmr::unsynchronized_pool_resource pool;
  std::pmr::vector<std::pmr::string> words(&pool);
  for (int i = 0; i < 100; ++i) {
    document.lines[i] = "a text that is too long for its place in the object";
    document.numbers.push_back(std::make_shared<int>(i));
    kept->lines[i] = "a text that is too long for its place in the object";
    kept->numbers.push_back(std::make_shared<int>(i));
    words.emplace_back("another text that is too long for its place in the object");
  }
  return *document.numbers[7] + *kept->numbers[9] != 16;
}
