// Intent: a forgotten reference has the line that took it where another object lived at the address before.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <stdexcept>

class Buffer {
  int refs_ = 1;
  char data_[40];
  ~Buffer() = default;

public:
  void AddRef() { refs_++; }
  void Release() {
    if (--refs_ == 0)
      delete this;
  }
};

static void check(Buffer *buffer, bool bad) {
  buffer->AddRef();
#ifdef CLEAN
  if (bad) {
    buffer->Release();
#else
  if (bad)
#endif
    throw std::runtime_error("bad");
#ifdef CLEAN
  }
#endif
  buffer->Release();
}
// CHECK: forgotten reference 1   1 object, {{.*}} 10
// CHECK: Buffer {{.*}}strong 1
// CHECK: perhaps the one taken at {{.*}}forgotten-at-reused-address.cpp:[[@LINE-15]]:{{[0-9]+}} in check

int main() {
  int failed = 0;
  for (int i = 0; i < 100; ++i) {
    auto *buffer = new Buffer;
    try {
      check(buffer, i % 10 == 3);
    } catch (const std::exception &) {
      failed++;
    }
    buffer->Release();
  }
  return failed != 10;
}
