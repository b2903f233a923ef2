// Intent: what QueryInterface gives is taken where it is asked for; a pointer that adopted an object gives that up.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t.clean
// RUN: %silent 0 %run %t.clean

struct Unknown {
  virtual long QueryInterface(int id, void **out) = 0;
  virtual unsigned long AddRef() = 0;
  virtual unsigned long Release() = 0;
};
struct Document : Unknown {
  virtual long edit(int step) = 0;
};
template <typename I> class Object : public I {
  unsigned long refs = 1;

public:
  unsigned long AddRef() override { return ++refs; }
  unsigned long Release() override {
    unsigned long left = --refs;
    if (!left)
      delete this;
    return left;
  }
  virtual ~Object() = default;
};
class Text final : public Object<Document> {
public:
  long QueryInterface(int id, void **out) override {
    if (id > 1)
      return -1;
    *out = static_cast<Document *>(this);
    AddRef();
    return 0;
  }
  long edit(int step) override { return step == 7 ? -1 : 0; }
};
template <typename T> class Pointer {
  T *p = nullptr;

public:
  ~Pointer() {
    if (p)
      p->Release();
  }
  void attach(T *made) {
    if (p)
      p->Release();
    p = made;
  }
  T *get() const { return p; }
};

static long save(Unknown *what, int step) {
  Document *document = nullptr;
  if (what->QueryInterface(1, reinterpret_cast<void **>(&document)))
    return -2;
  long failed = document->edit(step);
#ifndef CLEAN
  if (failed)
    return failed;
#endif
  document->Release();
  return failed;
}

int main() {
  Pointer<Text> text;
  text.attach(new Text);
  int failed = 0;
  for (int i = 0; i < 10; ++i)
    failed += save(text.get(), i) != 0;
  // A pointer adopts what was asked for, too.
  Pointer<Document> again;
  void *asked = nullptr;
  if (!text.get()->QueryInterface(0, &asked))
    again.attach(static_cast<Document *>(asked));
  return failed == 1 ? 0 : 1;
}
// CHECK: RefSan: 1 forgotten reference
// CHECK: Text {{.*}}strong 1
// CHECK: perhaps the one taken at {{.*}}.cpp:57:13 in save
// CHECK-NEXT: if (what->QueryInterface(1, reinterpret_cast<void **>(&document)))
// CHECK-NOT: perhaps
