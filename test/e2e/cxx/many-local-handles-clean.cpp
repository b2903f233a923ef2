// Intent: many local handles of an object, all of them given up.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

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
  for (Handle &held : hub->held)
    held = nullptr;
}
