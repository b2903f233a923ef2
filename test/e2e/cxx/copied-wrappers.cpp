// Intent: a reference in a std::function, std::any or std::variant that was copied is taken on the line of the copy.
// REQUIRES: libcxx
// RUN: %clangxx_refsan -std=c++20 %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -std=c++20 -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean
// RUN: %clangxx_refsan -std=c++20 -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -std=c++20 -stdlib=libc++ -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <any>
#include <functional>
#include <memory>
#include <variant>

struct Caller;
struct Holder;
struct Choice;
struct Many;
struct Caller {
  std::function<long()> call;
};
struct Holder {
  std::any any;
};
struct Choice {
  std::variant<int, long, std::shared_ptr<Choice>> one;
};
struct Many { // too many for a switch
  std::variant<bool, char, short, int, long, float, double, unsigned char, unsigned short, unsigned, unsigned long,
               long double, std::shared_ptr<Many>>
      one;
};

template <class T> void let_go([[maybe_unused]] T &value) {
#ifdef CLEAN
  value = T();
#endif
}

int main() {
  auto caller = std::make_shared<Caller>();
  std::function<long()> call = [caller, more = std::pair(1l, 2l)] { return more.first + more.second; };
  caller->call = call;
  auto holder = std::make_shared<Holder>();
  std::any any = holder;
  holder->any = any;
  auto choice = std::make_shared<Choice>();
  decltype(choice->one) one = choice;
  choice->one = one;
  auto many = std::make_shared<Many>();
  decltype(many->one) one_of_many = many;
  many->one = one_of_many;
  let_go(caller->call);
  let_go(holder->any);
  let_go(choice->one);
  let_go(many->one);
}
// CHECK: RefSan: 4 reference cycles keep
// CHECK-DAG: lambda at {{.*}}.cpp:44 {{.*}}made at {{.*}}.cpp:45:
// CHECK-DAG: caller holds the first object {{ *}}taken at {{.*}}.cpp:45:
// CHECK-DAG: any holds the object itself {{ *}}taken at {{.*}}.cpp:48:
// CHECK-DAG: one holds the object itself {{ *}}taken at {{.*}}.cpp:51:
// CHECK-DAG: one holds the object itself {{ *}}taken at {{.*}}.cpp:54:
