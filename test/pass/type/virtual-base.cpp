// Intent: virtual bases lie behind all else, in the order of the graph, each once; one without members shares the
// pointer to the table of the class it is a base of.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
struct Base {
  int *pointer;
};
struct Left : virtual Base {
  int *left;
};
struct Right : virtual Base {
  char tag;
};
struct Interface {
  virtual void run() = 0;
};
struct Task : virtual Interface {
  void run() override {}
  int *task;
};
struct Holder {
  Left left;
  int *last;
};
// CHECK: type Left short Left size 24 complete
// CHECK-NEXT: 8 left: Raw One
// CHECK-NEXT: 16 pointer: Raw One
Base *left() { return new Left; }
// CHECK: type Diamond short Diamond size 48 complete
// CHECK-NEXT: 8 left: Raw One
// CHECK-NEXT: 32 own: Raw One
// CHECK-NEXT: 40 pointer: Raw One
struct Diamond : Left, Right {
  int *own;
};
Base *diamond() { return new Diamond; }
// CHECK: type Job short Job size 32 complete
// CHECK-NEXT: 8 task: Raw One
// CHECK-NEXT: 16 job: Raw One
// CHECK-NEXT: 24 pointer: Raw One
struct Job : Task, virtual Base, virtual Interface {
  int *job;
};
Interface *job() { return new Job; }
// CHECK: type Holder short Holder size 32 complete
// CHECK-NEXT: 8 left.left: Raw One
// CHECK-NEXT: 16 left.pointer: Raw One
// CHECK-NEXT: 24 last: Raw One
Holder *holder() { return new Holder; }
