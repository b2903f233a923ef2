// corpus: leak class=cycle members=2 objects=2 field=next
// library: Inputs/node-library.cpp
// fixed: clean
// Objects made and linked by an instrumented library.
#include "Inputs/node-library.h"
#include <dlfcn.h>

int main() {
  void *library = dlopen("./libnode-library.so", RTLD_NOW);
  if (!library)
    return 2;
  auto *make = reinterpret_cast<MakeNode *>(dlsym(library, "makeNode"));
  auto a = make(), b = make();
  a->next = b;
#ifndef FIXED
  b->next = a;
#endif
}
