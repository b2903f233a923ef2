// Intent: QSharedPointers in a ring, by create() and by new: edges with their lines; a QWeakPointer is none.
// REQUIRES: qt
// RUN: %clangxx_refsan -fPIC %s -o %t %qt
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -fPIC -DCLEAN %s -o %t-clean %qt
// RUN: %silent 0 %run %t-clean

#include <QSharedPointer>
#include <QString>

struct Node {
  QString name;
  QSharedPointer<Node> next;
  QWeakPointer<Node> back;
};

int main() {
  auto first = QSharedPointer<Node>::create();
  QSharedPointer<Node> second(new Node);
  first->name = QString("first");
  first->next = second;
  second->back = first;
#ifndef CLEAN
  second->next = first;
#endif
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK-NOT: back
// CHECK: Node {{.*}}made at {{.*}}.cpp:18:
// CHECK: next holds the next object {{ *}}taken at {{.*}}.cpp:21:
// CHECK: Node {{.*}}made at {{.*}}.cpp:19:
// CHECK: next holds the first object {{ *}}taken at {{.*}}.cpp:24:{{.*}}(closed the cycle)
