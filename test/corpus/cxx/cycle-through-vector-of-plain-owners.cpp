// corpus: leak class=cycle members=2 objects=2 type=Document,Page line=31
// fixed: clean
// Plain pointers in a vector own: its buffer is younger than what was put into it, but the vector's holder is older.
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Document;

struct Page {
  std::shared_ptr<Document> document;
  int number;
};

struct Document {
  std::vector<Page *> pages;
  std::map<std::string, int> index;

  ~Document() {
    for (Page *page : pages)
      delete page;
  }
};

static int work() {
  auto document = std::make_shared<Document>();
  for (int i = 0; i < 1; ++i) {
    auto *page = new Page{nullptr, i};
    document->pages.push_back(page);
    page->document = document;
  }
  document->index["first"] = 0;
  int pages = static_cast<int>(document->pages.size());
#ifdef FIXED
  document->pages[0]->document.reset();
#endif
  return pages;
}

int main() { return work() != 1; }
