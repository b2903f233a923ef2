// Intent: methods under names that no table has, declared by macros inside their namespace.
// RUN: %clangxx_refsan -Wall -Wextra -pedantic -Werror %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN -Wall -Wextra -pedantic -Werror %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>

namespace app {
class Thing {
  int owners_ = 1;
  Thing *peer_ = nullptr;

public:
  void own() { ++owners_; }
  void own(int times) { owners_ += times; }
  void disown() {
    if (--owners_ == 0)
      delete this;
  }
  ~Thing() {
    if (peer_)
      peer_->disown();
  }
  void meet(Thing *peer) {
    peer->own();
    peer_ = peer;
  }
};
REFSAN_RETAIN(Thing::own, 1);
REFSAN_RELEASE(Thing::disown, 1);
} // namespace app

int main() {
  auto *first = new app::Thing;
  auto *second = new app::Thing;
  first->meet(second);
#ifndef CLEAN
  second->meet(first);
#endif
  first->disown();
  second->disown();
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (32 bytes) alive
// CHECK: app::Thing  16 bytes  strong 1
// CHECK: peer_ holds the next object {{ *}}taken at {{.*}}.cpp:[[@LINE-20]]:11 by {{.*}}Thing::own
// CHECK: app::Thing  16 bytes  strong 1
// CHECK: peer_ holds the first object {{ *}}taken at {{.*}}.cpp:[[@LINE-22]]:11 by {{.*}}Thing::own
