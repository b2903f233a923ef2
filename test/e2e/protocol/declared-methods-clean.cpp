// Intent: methods under names that no table has, declared by macros: silent without a way back.
// RUN: %clangxx_refsan -Wall -Wextra -pedantic -Werror %s -o %t
// RUN: %silent 0 %run %t

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
  first->disown();
  second->disown();
}
