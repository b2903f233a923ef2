// Intent: objects behind Qt's implicitly shared pointers that hold each other are a cycle, with its lines.
// REQUIRES: qt
// RUN: %clangxx_refsan -fPIC %s -o %t %qt
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -fPIC -DCLEAN %s -o %t-clean %qt
// RUN: %silent 0 %run %t-clean

#include <QExplicitlySharedDataPointer>
#include <QSharedData>

struct PersonData;
class Person {
  QExplicitlySharedDataPointer<PersonData> data;

public:
  Person() = default;
  explicit Person(int number);
  Person(const Person &);
  Person &operator=(const Person &);
  ~Person();
  PersonData *operator->() const { return data.data(); }
};
struct PersonData : QSharedData {
  int number = 0;
  Person boss, deputy;
};
Person::Person(int number) : data(new PersonData) { data->number = number; }
Person::Person(const Person &) = default;
Person &Person::operator=(const Person &) = default;
Person::~Person() = default;

int main() {
  Person boss(1), deputy(2);
  boss->deputy = deputy;
#ifndef CLEAN
  deputy->boss = boss;
#endif
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: PersonData  {{[0-9]+}} bytes  strong 1
// CHECK: deputy.data holds the next object {{ *}}taken at {{.*}}.cpp:[[@LINE-7]]:16
// CHECK: boss.data holds the first object {{ *}}taken at {{.*}}.cpp:[[@LINE-6]]:16
