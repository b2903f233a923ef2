// Intent: elements that a growing vector moves, in front of and behind an insertion, keep the lines that took them.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

#include <memory>
#include <string>
#include <vector>

struct Hub;
struct Port {
  std::string name;
  std::shared_ptr<Hub> hub;
};
struct Hub {
  std::vector<std::shared_ptr<Hub>> peers;
  std::vector<Port> ports;
};

int main() {
  auto hub = std::make_shared<Hub>();
  for (int i = 0; i < 3; ++i)
    hub->peers.push_back(std::make_shared<Hub>());
  hub->peers[0]->peers.push_back(hub);
  hub->peers[1]->ports.push_back({"up", hub});
  hub->peers[1]->ports.push_back({"down", nullptr});
  hub->peers[1]->ports.push_back({"side", nullptr});
  auto other = std::make_shared<Hub>();
  hub->peers.insert(hub->peers.begin() + 1, other);
  hub->peers.insert(hub->peers.begin(), {other, hub});
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK-DAG: peers[1] holds the object itself {{.*}}[[@LINE-3]]
// CHECK-DAG: peers[2] holds object {{[0-9]}} {{.*}}[[@LINE-11]]
// CHECK-DAG: peers[4] holds object {{[0-9]}} {{.*}}[[@LINE-12]]
// CHECK-DAG: ports[0].hub holds object 1 {{.*}}[[@LINE-11]]
