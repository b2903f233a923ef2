// Intent: a handle in std::any is one edge, and that of an array and of a future's value are found (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -std=c++20 -stdlib=libc++ -pthread %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN -std=c++20 -stdlib=libc++ -pthread %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <any>
#include <future>
#include <memory>

struct Box {
  std::any value;
};
struct Cell {
  std::shared_ptr<Cell[]> row;
};
struct Task {
  std::shared_future<std::shared_ptr<Task>> result;
};

int main() {
  auto box = std::make_shared<Box>();
  box->value = box;
#ifdef CLEAN
  box->value.reset();
#endif
  auto cells = std::make_shared<Cell[]>(4);
#ifdef CLEAN
  cells[2].row = std::make_shared<Cell[]>(1);
#else
  cells[2].row = cells;
#endif
  auto task = std::make_shared<Task>();
  std::promise<std::shared_ptr<Task>> promise;
  task->result = promise.get_future().share();
  promise.set_value(task);
#ifdef CLEAN
  task->result = {};
#endif
}
// CHECK: RefSan: 3 reference cycles keep 4 objects
// CHECK-DAG: Cell[4]  {{[0-9]+}} bytes  strong 1, weak 0
// CHECK-DAG: [2].row holds the object itself {{ *}}taken at {{.*}}.cpp:[[@LINE-12]]
// CHECK-DAG: value holds the object itself {{ *}}taken at {{.*}}.cpp:[[@LINE-21]]
// CHECK-DAG: result holds the next object
// CHECK-DAG: state of std::future<std::shared_ptr<Task>>
