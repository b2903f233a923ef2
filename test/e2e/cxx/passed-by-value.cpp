// Intent: a handle passed by value and moved into a field was taken by the caller: constructor, setter, capture, return value.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

#include <functional>
#include <memory>
#include <utility>

struct Node {
  Node() = default;
  explicit Node(std::shared_ptr<Node> next) : next_(std::move(next)) {}
  void setNext(std::shared_ptr<Node> next) { next_ = std::move(next); }
  std::shared_ptr<Node> self(std::weak_ptr<Node> weak) { return weak.lock(); }
  std::shared_ptr<Node> next_;
  std::function<void()> call_;
};

int main() {
  auto first = std::make_shared<Node>();
  auto second = std::make_shared<Node>(first); // constructor
  first->setNext(second);                      // setter

  auto third = std::make_shared<Node>();
  auto copy = third;
  third->call_ = [copy = std::move(copy)] { copy->call_(); };

  auto fourth = std::make_shared<Node>();
  fourth->next_ = fourth->self(fourth);

  // The first reference is nobody's copy: it was taken where it went.
  auto fifth = std::make_shared<Node>();
  Node *raw = fifth.get();
  raw->next_ = std::move(fifth);
}
// CHECK: RefSan: 4 reference cycles keep
// CHECK-DAG: next_ holds the next object {{.*}}taken at {{.*}}.cpp:21:18 by shared_ptr::shared_ptr, moved in at {{.*}}.cpp:12:
// CHECK-DAG: next_ holds the first object {{.*}}taken at {{.*}}.cpp:20:17 by shared_ptr::shared_ptr, moved in at {{.*}}.cpp:11:
// CHECK-DAG: copy holds the first object {{.*}}taken at {{.*}}.cpp:24:15 by shared_ptr::shared_ptr, moved in at {{.*}}.cpp:25:
// CHECK-DAG: next_ holds the object itself {{.*}}taken at {{.*}}.cpp:13:{{.*}}, moved in at {{.*}}.cpp:28:
// CHECK-DAG: next_ holds the object itself {{.*}}taken at {{.*}}.cpp:33:{{[0-9]+}} by shared_ptr move
