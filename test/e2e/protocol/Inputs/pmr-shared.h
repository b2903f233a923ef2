// A counted object that allocate_shared makes from a memory resource, and a pool: of pmr-shared.cpp and
// libcxx-pmr-shared.cpp.
#include <map>
#include <memory>
#include <memory_resource>
#include <string>
#include <vector>

struct Net;
struct Node {
  std::shared_ptr<Net> net;
};
struct Net {
  std::pmr::vector<std::shared_ptr<Node>> nodes;
};

// In the pool's chunks lie other things than what they were asked for first.
static std::pmr::monotonic_buffer_resource pool;
static std::pmr::vector<std::shared_ptr<std::string>> shared(&pool);
static std::pmr::map<int, std::unique_ptr<std::string>> owned(&pool);

template <class T> static std::shared_ptr<T> make() {
  return std::allocate_shared<T>(std::pmr::polymorphic_allocator<T>(std::pmr::new_delete_resource()));
}

int main() {
  for (int i = 0; i < 100; ++i) {
    shared.push_back(std::make_shared<std::string>("a text that is too long for a string's own place"));
    owned[i] = std::make_unique<std::string>("a text that is too long for a string's own place");
  }
  auto net = make<Net>();
  auto node = make<Node>();
  node->net = net;
  net->nodes.push_back(node);
#ifdef CLEAN
  net->nodes.clear();
#endif
}
