// Intent: of two releases in a row the second ends no retain that the first ended: the retain that was never given up is named.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

struct Unknown {
  virtual int Query(int id, void **out) = 0;
  virtual unsigned AddRef() = 0;
  virtual unsigned Release() = 0;
};
struct Stream : Unknown {
  virtual int read() = 0;
};
class Memory final : public Stream {
  unsigned refs = 1;
  int left = 9;

public:
  int Query(int id, void **out) override {
    *out = this;
    AddRef(); // the one
    return 0;
  }
  unsigned AddRef() override { return ++refs; }
  unsigned Release() override {
    unsigned n = --refs;
    if (!n)
      delete this;
    return n;
  }
  int read() override { return left-- ? left : -1; }
  virtual ~Memory() = default;
};
template <typename T> void drop(T *&p) {
  p->Release();
  p = nullptr;
}

static int use(Unknown *from) {
  Stream *s = nullptr;
  from->Query(1, reinterpret_cast<void **>(&s));
  int got = s->read();
#ifndef CLEAN
  if (got < 0)
    return -1;
#endif
  drop(s);
  return got;
}

int main() {
  Unknown *stream = new Memory;
  int sum = 0;
  for (int i = 0; i < 10; ++i)
    sum += use(stream);
  stream->AddRef();
  stream->Release();
  stream->Release();
  return sum == 35 ? 0 : 1;
}
// CHECK: RefSan: 1 forgotten reference
// CHECK: Memory {{.*}}strong 1
// CHECK: perhaps the one taken at {{.*}}.cpp:22:5
// CHECK-NEXT: AddRef(); // the one
