// Intent: where there is no /proc a library that calls its own copy of the runtime is recorded, too.
// REQUIRES: unshare
// RUN: mkdir -p %t.dir && cd %t.dir && echo "{ global: lose; local: *; };" > hidden.map
// RUN: %clang_refsan -shared -fPIC -DLIBRARY %s -Wl,--version-script=hidden.map -o libown.so
// RUN: %clang_refsan %s -L. -lown -Wl,-rpath,%t.dir -o program
// RUN: %exits 23 unshare -rm sh -c "mount -t tmpfs none /proc && ./program" 2>&1 | FileCheck %s
// RUN: %clang_refsan -shared -fPIC -DLIBRARY -DCLEAN %s -Wl,--version-script=hidden.map -o libown.so
// RUN: %silent 0 unshare -rm sh -c "mount -t tmpfs none /proc && ./program"

#include <stdlib.h>

void lose(void);

#ifdef LIBRARY
void lose(void) {
  void *volatile made = malloc(77);
#ifdef CLEAN
  free(made);
#endif
  made = NULL;
}
#else
int main(void) {
  lose();
  return 0;
}
#endif
// CHECK: RefSan: 1 lost object (77 bytes)
