// corpus: leak class=cycle members=1 objects=1 field=part.whole
// fixed: clean
// A handle to a part holds the whole.
#include <memory>

struct Whole;
struct Part {
  std::shared_ptr<Part> whole;
};
struct Whole {
  long header = 0;
  Part part;
};

static void work() {
  auto whole = std::make_shared<Whole>();
#ifndef FIXED
  whole->part.whole = std::shared_ptr<Part>(whole, &whole->part);
#endif
}

int main() { work(); }
