// Intent: a forgotten reference shows the count against the holders that were found, and the line that took it.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

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
  if (fails)
    return false; // without release
  buffer->release();
  return true;
}

int main() {
  auto *buffer = new Buffer;
  bool all = true;
  for (int i = 0; i < 10; ++i)
    all &= load(buffer, i == 7);
  buffer->release();
  return all;
}
// CHECK: forgotten reference 1   1 object
// CHECK: Buffer  68 bytes  strong 1 {{ *}}made at {{.*}}.cpp:[[@LINE-8]]
// CHECK: 1 reference is counted and nothing in memory holds one: one was never given up
// CHECK-NEXT: perhaps the one taken at {{.*}}.cpp:[[@LINE-18]]:11 in load
