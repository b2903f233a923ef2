// Intent: a lambda is named by its place; what it captures are its fields, under their own names.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <functional>
#include <memory>
// CHECK: type lambda at lambda.cpp:[[#@LINE+9]] short lambda at lambda.cpp:[[#@LINE+9]] size 32 complete
// CHECK-NEXT: 0 kept: Raw One
// CHECK-NEXT: 8 kept: Strong One
// CHECK-NEXT: 16 count: Raw One
// CHECK-NEXT: 24 alias: Raw One
// CHECK: site Alloc std_function.h:{{.*}} of lambda at lambda.cpp:[[#@LINE+4]] One library
std::function<void()> user(std::shared_ptr<int> kept, int &count) {
  int *alias = &count;
  // The line of the lambda:
  return [kept, &count, alias] { count = *kept + *alias; };
}
