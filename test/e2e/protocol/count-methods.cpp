// Intent: plain pointers to objects with ref() and deref(): a setter takes the references, a way back does not.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

struct Node {
  int refs = 1;
  Node *next = nullptr;
  Node *parent = nullptr;
  void ref() { ++refs; }
  void deref() {
    if (--refs == 0)
      delete this;
  }
  ~Node() {
    if (next)
      next->deref();
  }
  void setNext(Node *node) {
    if (node)
      node->ref();
    if (next)
      next->deref();
    next = node;
  }
};

int main() {
  Node *first = new Node;
  Node *second = new Node;
  first->setNext(second);
  second->parent = first;
#ifndef CLEAN
  second->setNext(first);
#endif
  first->deref();
  second->deref();
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (48 bytes) alive
// CHECK: cycle 1   2 objects, 48 bytes id
// CHECK: Node  24 bytes  strong 1 {{.*}}made at {{.*}}[[@LINE-12]]
// CHECK: next holds the next object {{ *}}taken at {{.*}}[[@LINE-21]]:{{[0-9]+}} by Node::ref
// CHECK: Node  24 bytes  strong 1 {{.*}}made at {{.*}}[[@LINE-13]]
// CHECK: next holds the first object {{ *}}taken at {{.*}}[[@LINE-23]]:{{[0-9]+}} by Node::ref
// CHECK: make `Node::next` a plain pointer that takes no reference
