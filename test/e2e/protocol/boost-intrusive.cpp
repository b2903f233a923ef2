// Intent: boost::intrusive_ptr over functions of the program's own: members, vectors and maps of it.
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <boost/intrusive_ptr.hpp>
#include <map>
#include <vector>

namespace app {
struct Task {
  long uses = 0;
  boost::intrusive_ptr<Task> after;
  std::vector<boost::intrusive_ptr<Task>> needs;
  std::map<int, boost::intrusive_ptr<Task>> by_id;
};
void intrusive_ptr_add_ref(Task *task) { ++task->uses; }
void intrusive_ptr_release(Task *task) {
  if (--task->uses == 0)
    delete task;
}
} // namespace app

int main() {
  boost::intrusive_ptr<app::Task> build(new app::Task), test(new app::Task), ship(new app::Task);
  test->after = build;
  ship->needs.push_back(test);
#ifndef CLEAN
  build->by_id[3] = ship;
#endif
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: app::Task {{.*}}strong 1
// CHECK: by_id[…] holds the next object {{ *}}taken at {{.*}}[[@LINE-5]]
// CHECK: app::Task {{.*}}strong 1
// CHECK: needs[0] holds the next object {{ *}}taken at {{.*}}[[@LINE-9]]
// CHECK: app::Task {{.*}}strong 1
// CHECK: after holds the first object {{ *}}taken at {{.*}}[[@LINE-12]]
