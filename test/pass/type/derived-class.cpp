// Intent: a derived class has its bases' pointers too, at their offsets; the vtable pointer is none.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
// CHECK: type app::Derived short Derived size 32 complete
// CHECK-NEXT: 8 first: Raw One
// CHECK-NEXT: 16 second: Raw One
// CHECK-NEXT: 24 own: Raw One
namespace app {
struct First {
  virtual ~First();
  int *first;
};
struct Second {
  int *second;
};
struct Derived : First, Second {
  int *own;
};
} // namespace app
app::Derived *user() { return new app::Derived; }
