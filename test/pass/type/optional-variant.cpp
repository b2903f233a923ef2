// Intent: optional and variant hold the user's value under the member's name, while it is there.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <memory>
#include <optional>
#include <variant>
// CHECK: type Node short Node size {{[0-9]+}} complete
// CHECK-NEXT: 0 maybe: Raw One when 1 bytes at 16 not in 0..0
// CHECK-NEXT: 8 maybe: Strong One when 1 bytes at 16 not in 0..0
// CHECK-NEXT: 24 either: Raw One when 1 bytes at 40 in 1..1
// CHECK-NEXT: 32 either: Strong One when 1 bytes at 40 in 1..1
struct Node {
  std::optional<std::shared_ptr<Node>> maybe;
  std::variant<int, std::shared_ptr<Node>> either;
};
Node *user() { return new Node; }
