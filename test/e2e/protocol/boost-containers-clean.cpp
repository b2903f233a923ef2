// Intent: children with a weak way back are freed (boost).
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <boost/make_shared.hpp>
#include <boost/shared_ptr.hpp>
#include <boost/weak_ptr.hpp>
#include <map>
#include <vector>

struct Parent;
struct Child {
  boost::weak_ptr<Parent> parent;
};
struct Parent {
  std::vector<boost::shared_ptr<Child>> children;
  std::map<int, boost::shared_ptr<Child>> by_id;
};

static void add(const boost::shared_ptr<Parent> &parent, int id) {
  auto child = boost::make_shared<Child>();
  child->parent = parent;
  parent->children.push_back(child);
  parent->by_id[id] = child;
}

int main() {
  auto parent = boost::make_shared<Parent>();
  for (int id = 0; id < 3; ++id)
    add(parent, id);
}
