// Intent: what is too large for a boost::function's own place has a block of its own, which the function alone owns.
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <boost/bind/bind.hpp>
#include <boost/enable_shared_from_this.hpp>
#include <boost/function.hpp>
#include <boost/make_shared.hpp>

struct Player : boost::enable_shared_from_this<Player> {
  boost::function<void(int)> ended;
  int played = 0;
  void end(int seconds) { played += seconds; }
  void loop() { ended = boost::bind(&Player::end, shared_from_this(), boost::placeholders::_1); }
};

int main() {
  auto player = boost::make_shared<Player>();
  player->loop();
  player->ended(4);
#ifdef CLEAN
  player->ended.clear();
#endif
  return player->played - 4;
}
// CHECK: cycle 1   2 objects, {{[0-9]+}} bytes {{ *}}id
// CHECK: Player {{.*}}  strong 1, weak 1
// CHECK: ended holds the next object, as its only owner {{ *}}since it was made at {{.*}}.cpp:17:
// CHECK: boost::bind result
// CHECK: 0 holds the first object {{ *}}taken at {{.*}}.cpp:17:
