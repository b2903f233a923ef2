// Intent: what lies in aligned bytes of a class of the user's is found, with the names of the class's elements.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -std=c++23 %s -o %t-bytes
// RUN: %exits 23 %run %t-bytes 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

template <typename T, std::size_t N> class Few {
  alignas(T) unsigned char inside[N * sizeof(T)];
  std::size_t count = 0;

  T *at(std::size_t i) { return reinterpret_cast<T *>(inside) + i; }

public:
  ~Few() {
    while (count)
      remove();
  }
  void add(T item) { new (at(count++)) T(std::move(item)); }
  void remove() { at(--count)->~T(); }
};
class Maybe {
#if __cplusplus >= 202302L
  alignas(std::shared_ptr<void>) std::byte bytes[sizeof(std::shared_ptr<void>)];
#else
  std::aligned_storage<sizeof(std::shared_ptr<void>), alignof(std::shared_ptr<void>)>::type bytes;
#endif
  bool full = false;

public:
  ~Maybe() { reset(); }
  void set(const std::shared_ptr<void> &to) {
    reset();
    new (&bytes) std::shared_ptr<void>(to);
    full = true;
  }
  void reset() {
    if (full)
      reinterpret_cast<std::shared_ptr<void> *>(&bytes)->~shared_ptr();
    full = false;
  }
};
struct Product {
  Maybe account;
};
struct Line {
  long number;
  std::shared_ptr<Product> product;
};
struct Account {
  Few<Line, 3> lines;
};

int main() {
  auto account = std::make_shared<Account>();
  auto pen = std::make_shared<Product>(), ink = std::make_shared<Product>();
  account->lines.add({1, pen});
  account->lines.add({2, ink});
  account->lines.add({3, pen});
  account->lines.remove();
  pen->account.set(account);
  ink->account.set(account);
#ifdef CLEAN
  ink->account.reset();
#endif
  pen->account.reset();
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: Account {{.*}}strong 1
// CHECK: lines.inside[1].product holds the next object {{ *}}taken at
// CHECK: Product {{.*}}strong 1
// CHECK: account.bytes holds the first object {{ *}}taken at {{.*}}.cpp:40:18
