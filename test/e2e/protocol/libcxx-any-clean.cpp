// Intent: values that are taken out of std::any, arrays and futures are no findings (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -std=c++20 -stdlib=libc++ -pthread %s -o %t
// RUN: %silent 0 %run %t

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
  box->value.reset();
  auto cells = std::make_shared<Cell[]>(4);
  cells[2].row = std::make_shared<Cell[]>(1);
  auto task = std::make_shared<Task>();
  std::promise<std::shared_ptr<Task>> promise;
  task->result = promise.get_future().share();
  promise.set_value(task);
  task->result = {};
}
