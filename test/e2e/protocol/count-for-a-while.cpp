// Intent: a reference that a function has for a while, and gives up again, is not the field's by which it found the object; where an
// exception passes by the giving up, it is forgotten, and its line is known.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

struct Node {
  int refs = 1;
  int value = 0;
  Node *next = nullptr;
  void ref() { ++refs; }
  void unref() {
    if (--refs == 0)
      delete this;
  }
  ~Node() {
    if (next)
      next->unref();
  }
  void link(Node *node) {
    node->ref();
    next = node;
  }
};

// May throw.
__attribute__((noinline)) void change(Node *node) {
  __asm__ volatile("" : : "r"(node) : "memory");
  if (node->value++ == 3)
    throw node->value;
}

__attribute__((noinline)) void visit(Node *holder) {
  Node *next = holder->next;
  next->ref();
  change(next);
  next->unref();
}

__attribute__((noinline)) void visitOnce(Node *node) {
  node->ref();
#ifdef CLEAN
  try {
    change(node);
  } catch (int) {
  }
#else
  change(node);
#endif
  node->unref();
}

int main() {
  Node *first = new Node, *second = new Node;
  first->link(second);
  second->link(first);
  visit(first);
  visit(second);
  visit(first);
#ifdef CLEAN
  Node *next = first->next;
  first->next = nullptr;
  next->unref();
#endif
  first->unref();
  second->unref();
  Node *lone = new Node;
  lone->value = 3;
  try {
    visitOnce(lone);
  } catch (int) {
  }
  lone->unref();
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: next holds the next object {{ *}}taken at {{.*}}.cpp:22:{{[0-9]+}} by Node::ref
// CHECK: next holds the first object {{ *}}taken at {{.*}}.cpp:22:{{[0-9]+}} by Node::ref
// CHECK: forgotten reference 1
// CHECK: perhaps the one taken at {{.*}}.cpp:42:{{[0-9]+}} in visitOnce
