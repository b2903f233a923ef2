// corpus: leak class=cycle members=2 objects=2 field=part,owner
// fixed: clean
// One of the edges is a unique owner.
#include <memory>

struct Whole;
struct Part {
  std::shared_ptr<Whole> owner;
};
struct Whole {
  std::unique_ptr<Part> part;
};

static void work() {
  auto whole = std::make_shared<Whole>();
  whole->part = std::make_unique<Part>();
#ifndef FIXED
  whole->part->owner = whole;
#endif
}

int main() { work(); }
