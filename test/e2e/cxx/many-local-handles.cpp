// Intent: many local handles of an object, of several functions, keep the lines that took them until they move; in every run, wherever the stack begins.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <memory>
#include <utility>

struct Hub {
  std::shared_ptr<Hub> held[8];
};
using Handle = std::shared_ptr<Hub>;
struct Padded {
  Handle hub;
  char room[96];
};

__attribute__((noinline)) void inner(Handle hub, Handle third, Handle fourth) {
  volatile char room[200];
  room[0] = 1;
  Handle fifth = hub;
  Handle sixth = hub;
  hub->held[4] = std::move(fifth);
  hub->held[5] = std::move(sixth);
  hub->held[6] = std::move(third);
  hub->held[7] = std::move(fourth);
}
__attribute__((noinline)) void outer(Handle hub, Handle zeroth) {
  Padded first, second;
  first.hub = hub;
  second.hub = hub;
  Handle third = hub;
  Handle fourth = hub;
  inner(hub, std::move(third), std::move(fourth));
  hub->held[1] = std::move(first.hub);
  hub->held[2] = std::move(second.hub);
  hub->held[3] = std::move(zeroth);
}

int main() {
  auto hub = std::make_shared<Hub>();
  Handle one = hub;
  Handle other = hub;
  outer(hub, std::move(one));
  hub->held[0] = std::move(other);
#ifdef CLEAN
  for (Handle &held : hub->held)
    held = nullptr;
#endif
}
// CHECK: RefSan: 1 reference cycle keeps 1 object
// CHECK-DAG: held[0] holds the object itself taken at {{.*}}many-local-handles.cpp:[[@LINE-9]]:
// CHECK-DAG: held[1] holds the object itself taken at {{.*}}many-local-handles.cpp:[[@LINE-23]]:
// CHECK-DAG: held[2] holds the object itself taken at {{.*}}many-local-handles.cpp:[[@LINE-23]]:
// CHECK-DAG: held[3] holds the object itself taken at {{.*}}many-local-handles.cpp:[[@LINE-13]]:
// CHECK-DAG: held[4] holds the object itself taken at {{.*}}many-local-handles.cpp:[[@LINE-35]]:
// CHECK-DAG: held[5] holds the object itself taken at {{.*}}many-local-handles.cpp:[[@LINE-35]]:
// CHECK-DAG: held[6] holds the object itself taken at {{.*}}many-local-handles.cpp:[[@LINE-26]]:
// CHECK-DAG: held[7] holds the object itself taken at {{.*}}many-local-handles.cpp:[[@LINE-26]]:
