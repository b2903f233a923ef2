// Intent: a reference in a boost::function or boost::any that was copied is taken on the line of the copy.
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <boost/any.hpp>
#include <boost/function.hpp>
#include <boost/make_shared.hpp>
#include <boost/shared_ptr.hpp>

struct Caller {
  boost::function<long(int)> call;
};
struct Holder {
  boost::any any;
};

int main() {
  auto caller = boost::make_shared<Caller>();
  long more[3] = {1, 2, 3};
  boost::function<long(int)> call = [caller, more](int i) { return more[i]; };
  caller->call = call;
  auto holder = boost::make_shared<Holder>();
  boost::any any = holder;
  holder->any = any;
#ifdef CLEAN
  caller->call.clear();
  holder->any.clear();
#endif
}
// CHECK: RefSan: 2 reference cycles keep
// CHECK-DAG: caller holds the first object {{ *}}taken at {{.*}}.cpp:24:
// CHECK-DAG: any holds the object itself {{ *}}taken at {{.*}}.cpp:27:
