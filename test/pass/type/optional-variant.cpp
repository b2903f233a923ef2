// Intent: optional and variant hold the user's value under the member's name and say nothing of pointers themselves.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <memory>
#include <optional>
#include <variant>
// CHECK: type Node short Node size {{[0-9]+}} complete
// CHECK: {{[0-9]+}} maybe: Strong One
// CHECK: {{[0-9]+}} either: Strong One
struct Node {
  std::optional<std::shared_ptr<Node>> maybe;
  std::variant<int, std::shared_ptr<Node>> either;
};
Node *user() { return new Node; }
