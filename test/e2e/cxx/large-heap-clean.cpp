// Intent: of a large heap that is all alive nothing is a leak, also what only the last of a long list holds.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <memory>
#include <thread>
#include <unistd.h>

struct Node {
  std::shared_ptr<Node> next;
};

static std::shared_ptr<Node> *volatile kept; // else its store is dead at -O2

int main() {
  std::thread([] { pause(); }).detach();
  kept = new std::shared_ptr<Node>;
  std::shared_ptr<Node> last = *kept = std::make_shared<Node>();
  for (int i = 0; i < 500000; i++)
    last = last->next = std::make_shared<Node>();
  last->next = *kept;
}
