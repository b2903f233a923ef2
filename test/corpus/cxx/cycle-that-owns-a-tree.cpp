// corpus: leak class=cycle members=2 objects=2 field=peer
// fixed: clean
// What only the cycle holds is counted as owned by it, not listed beside it.
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Document {
  std::shared_ptr<Document> peer;
  std::vector<std::unique_ptr<std::string>> lines;
  std::map<int, std::string> notes;
};

static void work() {
  auto a = std::make_shared<Document>(), b = std::make_shared<Document>();
  for (int i = 0; i < 5; i++) {
    a->lines.push_back(std::make_unique<std::string>(100, 'x'));
    a->notes[i] = "a note that is too long for the short string buffer";
  }
  a->peer = b;
#ifndef FIXED
  b->peer = a;
#endif
}

int main() { work(); }
