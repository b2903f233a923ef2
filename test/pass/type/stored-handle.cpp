// Intent: the block that std::any makes for a handle is storage of its own, one for a value of the user's is an object.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <any>
#include <memory>
struct Value {
  std::shared_ptr<int> held;
};
// CHECK-DAG: site Alloc {{.*}} of std::shared_ptr<int>[] One
// CHECK-DAG: site Alloc {{.*}} of Value One
void handle(std::any &any, const std::shared_ptr<int> &held) { any = held; }
void value(std::any &any) { any = Value(); }
