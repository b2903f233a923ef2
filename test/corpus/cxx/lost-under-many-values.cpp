// corpus: leak class=lost objects=1 bytes=32
// fixed: clean
// More values than there are registers: those put aside stay in the frame when what always ends the program is called.
#include <cstdio>
#include <cstdlib>

struct Record {
  long keys[4];
};
static Record *table[8];

__attribute__((noinline)) static void leave(long sum) {
  std::printf("%ld\n", sum);
  std::exit(0);
}

__attribute__((noinline)) static Record *make(long key) {
  Record *record = new Record;
  record->keys[0] = key;
  return record;
}

__attribute__((noinline)) static long work(long n) {
  Record *a = make(n), *b = make(n + 1), *c = make(n + 2), *d = make(n + 3), *e = make(n + 4), *f = make(n + 5),
         *g = make(n + 6), *h = make(n + 7);
  long sum = a->keys[0] + b->keys[0];
  std::printf("%ld\n", sum);
  sum += c->keys[0] * d->keys[0];
  std::printf("%ld\n", sum);
  sum += e->keys[0] * f->keys[0] + g->keys[0] * h->keys[0] + a->keys[0];
  table[0] = a, table[1] = b, table[2] = c, table[3] = d, table[4] = e, table[5] = f, table[6] = g, table[7] = h;
  std::printf("%ld\n", sum);
  a = b = c = d = e = f = g = h = nullptr;
#ifdef FIXED
  delete table[3];
#endif
  table[3] = nullptr;
  if (sum > 5)
    leave(sum);
  return sum + n;
}

int main(int argc, char **) { return static_cast<int>(work(argc)); }
