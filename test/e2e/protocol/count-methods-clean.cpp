// Intent: a way back that takes no reference leaves nothing behind.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

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
  first->deref();
  second->deref();
}
