// Intent: containers own storage and know their elements; only the beginning of a vector's buffer counts.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <map>
#include <memory>
#include <string>
#include <vector>
// CHECK: type Node short Node size {{[0-9]+}} complete
// CHECK-NEXT: 0 kids: Storage Filled of std::shared_ptr<Node>[]
// CHECK-NEXT: 24 text: Storage Many of char[]
// CHECK-NEXT: {{[0-9]+}} map: Storage One
// CHECK: two[0]: Strong One
// CHECK: two[1]: Strong One
// CHECK: pair.second: Raw Many
struct Node {
  std::vector<std::shared_ptr<Node>> kids;
  std::string text;
  std::map<int, Node *> map;
  std::shared_ptr<Node> two[2];
  std::pair<int, Node *> pair;
};
Node *user() { return new Node; }
