// Intent: a map's node is private; what it maps to is its element, and the pair around it has no name.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <map>
#include <memory>
// CHECK: type std::_Rb_tree_node<std::pair<const int, std::shared_ptr<int>>>[] {{.*}} private complete
// CHECK: 40 -: Raw One
// CHECK-NEXT: 48 -: Strong One
// CHECK: site Alloc {{.*}} of std::_Rb_tree_node<{{.*}}>[] One
void user(std::map<int, std::shared_ptr<int>> &map) { map[3] = nullptr; }
