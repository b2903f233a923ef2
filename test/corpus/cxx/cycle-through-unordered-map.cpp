// corpus: leak class=cycle members=2 objects=2 field=by_id[…],pool
// fixed: clean
#include <memory>
#include <unordered_map>

struct Connection;
struct Pool {
  std::unordered_map<int, std::shared_ptr<Connection>> by_id;
};
struct Connection {
  std::shared_ptr<Pool> pool;
};

static void work() {
  auto pool = std::make_shared<Pool>();
  pool->by_id[7] = std::make_shared<Connection>();
  pool->by_id[7]->pool = pool;
#ifdef FIXED
  pool->by_id.clear();
#endif
}

int main() { work(); }
