// Intent: an error path that gives its reference up is no finding.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

class Buffer {
  int references = 1;
  char bytes[64];

public:
  void retain() { ++references; }
  void release() {
    if (--references == 0)
      delete this;
  }
};

static bool load(Buffer *buffer, bool fails) {
  buffer->retain();
  buffer->release();
  return !fails;
}

int main() {
  auto *buffer = new Buffer;
  for (int i = 0; i < 10; ++i)
    load(buffer, i == 7);
  buffer->release();
}
