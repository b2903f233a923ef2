// corpus: leak class=cycle members=2 objects=2 edges=entries[1].link.target@34,owner.part@37
// fixed: clean
// What copies a class member by member, written or not, is nobody's line: its caller's is shown.
#include <memory>
#include <vector>

struct Owner;
struct Link {
  int weight = 0;
  std::shared_ptr<Owner> target;
};
struct Entry {
  Entry(const Link &link) : link(link) {}
  Entry(const Entry &) = default;
  Entry &operator=(const Entry &) = default;
  Link link;
};
struct Whole;
struct Part {
  std::shared_ptr<Whole> part;
};
struct Whole {
  std::vector<Entry> entries;
};
struct Owner {
  Part owner;
};

static void work() {
  auto whole = std::make_shared<Whole>();
  auto owner = std::make_shared<Owner>();
  Entry entry(Link{1, owner});
  whole->entries.push_back(Link());
  whole->entries.push_back(entry);
#ifndef FIXED
  Part part{whole};
  owner->owner = part;
#endif
}

int main() { work(); }
