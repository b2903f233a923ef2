// Intent: a tuple's elements are named by their number, a unique_ptr's inner tuple is not seen.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <memory>
#include <tuple>
// CHECK: type Node short Node size {{[0-9]+}} complete
// CHECK-DAG: links.0: Raw One
// CHECK-DAG: links.2: Strong One
// CHECK-DAG: {{^ *[0-9]+}} owned: Owner One
struct Node {
  std::tuple<int *, int, std::shared_ptr<Node>> links;
  std::unique_ptr<int> owned;
};
Node *user() { return new Node; }
