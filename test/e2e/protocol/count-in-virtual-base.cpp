// Intent: a count in a virtual base is found where it lies in the whole object, whichever class the object is of.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <utility>
#include <vector>

class Counted {
  int count = 1;

public:
  void retain() { ++count; }
  void release() {
    if (--count == 0)
      delete this;
  }

protected:
  virtual ~Counted() = default;
};

template <class T> class Ptr {
  T *pointer = nullptr;

public:
  Ptr() = default;
  explicit Ptr(T *p) : pointer(p) { pointer->retain(); }
  Ptr(const Ptr &other) : Ptr(other.pointer) {}
  Ptr(Ptr &&other) noexcept : pointer(std::exchange(other.pointer, nullptr)) {}
  Ptr &operator=(Ptr other) {
    std::swap(pointer, other.pointer);
    return *this;
  }
  ~Ptr() {
    if (pointer)
      pointer->release();
  }
  T *operator->() const { return pointer; }
};

struct Drawable : virtual Counted {
  int depth = 0;
};
struct Clickable : virtual Counted {
  int area[4] = {};
};
struct Menu;
struct Item : Drawable, Clickable {
  Ptr<Menu> menu;
};
struct Menu : Drawable {
  std::vector<Ptr<Item>> items;
};

static int draw(Item *item, int depth) {
  // CHECK-DAG: perhaps the one taken at {{.*}}.cpp:[[@LINE+1]]:{{[0-9]+}} in draw
  item->retain();
#ifndef CLEAN
  if (depth == 4)
    return -1;
#endif
  item->depth = depth;
  item->release();
  return 0;
}

int main() {
  Menu *menu = new Menu;
  Item *item = new Item, *lone = new Item;
  // CHECK-DAG: items[0] holds the next object {{ *}}taken at {{.*}}.cpp:[[@LINE+1]]:
  menu->items.push_back(Ptr<Item>(item));
  // CHECK-DAG: menu holds the first object {{ *}}taken at {{.*}}.cpp:[[@LINE+1]]:
  item->menu = Ptr<Menu>(menu);
#ifdef CLEAN
  menu->items.clear();
#endif
  for (int depth = 0; depth < 10; ++depth)
    draw(lone, depth);
  lone->release();
  item->release();
  menu->release();
}
