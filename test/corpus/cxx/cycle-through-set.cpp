// corpus: leak class=cycle members=2 objects=2 field=peers[…]
// fixed: clean
#include <memory>
#include <set>

struct Peer {
  std::set<std::shared_ptr<Peer>> peers;
};

static void work() {
  auto a = std::make_shared<Peer>(), b = std::make_shared<Peer>();
  a->peers.insert(b);
#ifndef FIXED
  b->peers.insert(a);
#endif
}

int main() { work(); }
