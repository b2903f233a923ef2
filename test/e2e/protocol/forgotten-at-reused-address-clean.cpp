// Intent: the same, the reference given up before the error is thrown.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

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
  if (bad) {
    buffer->Release();
    throw std::runtime_error("bad");
  }
  buffer->Release();
}

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
