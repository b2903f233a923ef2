// Intent: children with a weak way back are freed (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -stdlib=libc++ %s -o %t
// RUN: %silent 0 %run %t

#include <memory>
#include <map>
#include <vector>

struct Parent;
struct Child {
  std::weak_ptr<Parent> parent;
};
struct Parent {
  std::vector<std::shared_ptr<Child>> children;
  std::map<int, std::shared_ptr<Child>> by_id;
};

static void add(const std::shared_ptr<Parent> &parent, int id) {
  auto child = std::make_shared<Child>();
  child->parent = parent;
  parent->children.push_back(child);
  parent->by_id[id] = child;
}

int main() {
  auto parent = std::make_shared<Parent>();
  for (int id = 0; id < 3; ++id)
    add(parent, id);
}
