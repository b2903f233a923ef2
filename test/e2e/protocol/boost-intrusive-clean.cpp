// Intent: tasks whose dependencies are no cycle are freed (boost::intrusive_ptr).
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

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
}
