// What the tests of this folder call from Rust.
#include <memory>

struct Link {
  std::shared_ptr<Link> next;
};

extern "C" void cxx_ring() {
  auto link = std::make_shared<Link>();
  link->next = link;
}

extern "C" void cxx_list() { auto link = std::make_shared<Link>(Link{std::make_shared<Link>()}); }
