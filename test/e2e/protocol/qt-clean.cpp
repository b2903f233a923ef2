// Intent: QObjects owned by their parents, values that are shared implicitly and explicitly: nothing leaks.
// REQUIRES: qt
// RUN: %clangxx_refsan -fPIC %s -o %t %qt
// RUN: %silent 0 %run %t

#include <QHash>
#include <QList>
#include <QObject>
#include <QSharedData>
#include <QString>

struct Data : QSharedData {
  int number = 0;
  QString text;
};
struct Value {
  QSharedDataPointer<Data> data{new Data};
};

int main() {
  QObject parent;
  auto *child = new QObject(&parent);
  new QObject(child);
  Value one, two = one;
  two.data->number = 3; // detaches
  QList<Value> all;
  all << one << two << one;
  QHash<QString, Value> named;
  named["one"] = one;
  QString text = "some", more = text + "thing";
  return more.size() == 9 && all.size() == 3 && named.size() == 1 ? 0 : 1;
}
