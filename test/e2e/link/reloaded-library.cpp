// Intent: libraries loaded one after the other, at the same place perhaps, keep their names, types and sites apart.
// RUN: %clangxx_refsan -DLIBRARY -DNODE=First -shared -fPIC %s -o %t.first.so
// RUN: %clangxx_refsan -DLIBRARY -DNODE=Second -shared -fPIC %s -o %t.second.so
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t %t.first.so %t.second.so %t.first.so 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clangxx_refsan -DLIBRARY -DNODE=First -DCLEAN -shared -fPIC %s -o %t.first.so
// RUN: %silent 0 %run %t %t.first.so %t.first.so

#include <dlfcn.h>
#include <memory>

#ifdef LIBRARY
struct NODE {
  std::shared_ptr<NODE> next;
};
extern "C" void make() {
  auto node = std::make_shared<NODE>();
#ifndef CLEAN
  node->next = node;
#endif
}
#else
int main(int, char **argv) {
  for (++argv; *argv; ++argv) {
    void *library = dlopen(*argv, RTLD_NOW | RTLD_LOCAL);
    auto *make = library ? (void (*)())dlsym(library, "make") : nullptr;
    if (!make)
      return 1;
    make();
    dlclose(library);
  }
}
#endif
// CHECK: RefSan: 3 reference cycles keep 3 objects
// CHECK-DAG: 1 object, {{.*}}found 2 times
// CHECK-DAG: First  {{.*}}strong 1
// CHECK-DAG: Second  {{.*}}strong 1
