// Intent: what a boost::function has captured, in its own place, holds its owner; a weak handle in one does not.
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <boost/function.hpp>
#include <boost/make_shared.hpp>
#include <boost/weak_ptr.hpp>

struct Timer {
  boost::function<bool()> fires, expired;
};

int main() {
  auto timer = boost::make_shared<Timer>();
  boost::weak_ptr<Timer> weak(timer);
#ifdef CLEAN
  timer->fires = [weak] { return !weak.expired(); };
#else
  timer->fires = [timer] { return !timer->fires.empty(); };
#endif
  timer->expired = [weak] { return weak.expired(); };
  return timer->expired() || !timer->fires();
}
// CHECK: RefSan: 1 reference cycle keeps 1 object
// CHECK: Timer {{.*}}  strong 1, weak 1
// CHECK-NEXT: auto timer
// CHECK-NEXT: fires holds the object itself {{ *}}taken at {{.*}}.cpp:[[@LINE-8]]:16
