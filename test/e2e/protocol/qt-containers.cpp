// Intent: an edge goes through Qt's containers, whose buffers and nodes its library makes: they are no members.
// REQUIRES: qt
// RUN: %clangxx_refsan -fPIC %s -o %t %qt
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -fPIC -DCLEAN %s -o %t-clean %qt
// RUN: %silent 0 %run %t-clean

#include <QHash>
#include <QList>
#include <QMap>
#include <QSharedPointer>
#include <QString>
#include <QVector>

struct Room;
struct Door {
  QSharedPointer<Room> room;
};
struct Room {
  QVector<QSharedPointer<Door>> doors;
  QHash<QString, QSharedPointer<Door>> by_name;
  QMap<int, QSharedPointer<Door>> by_number;
  QList<QSharedPointer<Door>> open;
};

int main() {
  auto room = QSharedPointer<Room>::create();
  auto door = QSharedPointer<Door>::create();
  room->doors.append(QSharedPointer<Door>());
  room->doors.append(door);
  room->by_name.insert("front", door);
  room->by_number[5] = door;
  room->open << door;
#ifndef CLEAN
  door->room = room;
#endif
}
// CHECK: RefSan: 1 reference cycle keeps {{[0-9]+}} objects
// CHECK: cycle 1   2 objects
// CHECK: Room {{.*}}  strong 1
// CHECK-DAG: doors[1] holds {{.*}}taken at {{.*}}.cpp:[[@LINE-11]]:15
// CHECK-DAG: by_name[…] holds {{.*}}taken at {{.*}}.cpp:[[@LINE-11]]:17
// CHECK-DAG: by_number[…] holds {{.*}}taken at {{.*}}.cpp:[[@LINE-11]]:
// CHECK-DAG: open[…] holds {{.*}}taken at {{.*}}.cpp:[[@LINE-11]]:14
// CHECK: Door {{.*}}  strong 4
// CHECK: room holds {{.*}}taken at {{.*}}.cpp:[[@LINE-11]]:14
