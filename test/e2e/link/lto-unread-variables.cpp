// Intent: what variables hold that nobody reads is kept, also where the linker knows all there is of them.
// REQUIRES: lto, lld
// RUN: %clangxx_refsan -flto -fuse-ld=lld %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -flto=thin -fuse-ld=lld %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -flto -fuse-ld=lld -DCLEAN %s -o %t
// RUN: %silent 0 %run %t
#include <cstdlib>
int *number;
struct {
  long length;
  char *bytes;
} text;
template <typename T> struct Holder {
  static T *held;
};
template <typename T> T *Holder<T>::held;

int main() {
  number = new int(4);
  Holder<int>::held = new int(5);
  // CHECK: RefSan: 1 lost object (30 bytes)
  // CHECK: lto-unread-variables.cpp:[[@LINE+1]]
  text.bytes = static_cast<char *>(malloc(30));
#ifdef CLEAN
  free(text.bytes);
#endif
  text.bytes = static_cast<char *>(malloc(40));
}
