// Intent: the same elements behind weak handles, moved as often, leave nothing: no finding.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <memory>
#include <string>
#include <vector>

struct Hub;
struct Port {
  std::string name;
  std::weak_ptr<Hub> hub;
};
struct Hub {
  std::vector<std::shared_ptr<Hub>> peers;
  std::vector<std::weak_ptr<Hub>> uplinks;
  std::vector<Port> ports;
};

int main() {
  auto hub = std::make_shared<Hub>();
  for (int i = 0; i < 3; ++i)
    hub->peers.push_back(std::make_shared<Hub>());
  hub->peers[0]->uplinks.push_back(hub);
  hub->peers[1]->ports.push_back({"up", hub});
  hub->peers[1]->ports.push_back({"down", {}});
  hub->peers[1]->ports.push_back({"side", {}});
  auto other = std::make_shared<Hub>();
  hub->peers.insert(hub->peers.begin() + 1, other);
  hub->peers.insert(hub->peers.begin(), {other, std::make_shared<Hub>()});
}
