// corpus: clean
// Objects in a pool that a global keeps; some are never destroyed and own nothing.
#include <cstdlib>
#include <new>

struct Value {
  explicit Value(int n) : number(n) {}
  int number;
};
struct Pool {
  char *data = static_cast<char *>(std::malloc(4096));
  size_t used = 0;
  void *take(size_t size) {
    used += size;
    return data + used - size;
  }
};
Pool pool;

int main() {
  int sum = 0;
  for (int i = 0; i < 10; i++)
    sum += (new (pool.take(sizeof(Value))) Value(i))->number;
  return sum != 45;
}
