// Intent: what a container of the user's own asks malloc for has the type that it is taken for, a class's, too.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

template <typename T> class List {
  T *items = nullptr;
  std::size_t count = 0, room = 0;

  void grow() {
    room = room ? 2 * room : 2;
    T *more = static_cast<T *>(std::malloc(room * sizeof(T)));
    for (std::size_t i = 0; i < count; ++i) {
      new (more + i) T(std::move(items[i]));
      items[i].~T();
    }
    std::free(items);
    items = more;
  }

public:
  void add(const T &item) {
    if (count == room)
      grow();
    new (items + count++) T(item);
  }
  ~List() {
    while (count)
      items[--count].~T();
    std::free(items);
  }
};
struct Page {
  std::shared_ptr<void> owner;
};
struct Book {
  List<std::shared_ptr<Page>> pages;
};

int main() {
  auto book = std::make_shared<Book>();
  for (int i = 0; i < 3; ++i) {
    auto page = std::make_shared<Page>();
#ifndef CLEAN
    if (i == 2)
      page->owner = book;
#endif
    book->pages.add(page);
  }
}
// CHECK: RefSan: 1 reference cycle
// CHECK: Book {{.*}}strong 1
// CHECK: pages.items holds
// CHECK: std::shared_ptr<Page>[4] {{.*}}made at {{.*}}.cpp:18:
// CHECK: [2] holds
// CHECK-SAME: taken at {{.*}}.cpp:31:
// CHECK: Page {{.*}}strong 1
// CHECK: owner holds the first object {{ *}}taken at {{.*}}.cpp:52:
