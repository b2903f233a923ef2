// Intent: a library that was linked to call its own copy of the runtime is recorded by the process's: version scripts, -Bsymbolic and others.
// RUN: mkdir -p %t.dir && cd %t.dir
// RUN: echo "{ global: keep; lose; local: *; };" > hidden.map
// RUN: %clang_plain -DPLAIN -fPIC -c %s -o plain.o
// RUN: %clang_refsan -shared -fPIC -DLIBRARY %s plain.o -Wl,--version-script=hidden.map -o libown.so
// RUN: %clang_refsan %s -L. -lown -Wl,-rpath,%t.dir -o program
// RUN: %exits 23 %run ./program 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clang_refsan -fuse-ld=lld -shared -fPIC -DLIBRARY %s plain.o -Wl,--version-script=hidden.map -o libown.so
// RUN: %exits 23 %run ./program 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clang_refsan -shared -fPIC -DLIBRARY %s plain.o -Wl,-Bsymbolic -o libown.so
// RUN: %exits 23 %run ./program 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clang_refsan -shared -fPIC -DLIBRARY %s plain.o -Wl,-Bsymbolic-functions -o libown.so
// RUN: %exits 23 %run ./program 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clang_refsan -shared -fPIC -DLIBRARY %s plain.o -Wl,--exclude-libs,ALL -o libown.so
// RUN: %exits 23 %run ./program 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clang_plain %s -L. -lown -Wl,-rpath,%t.dir -o host
// RUN: %exits 0 %run ./host 2>&1 | FileCheck %s --check-prefix=CHECK-HOST
// RUN: %exits 23 %preload ./host 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clang_refsan -shared -fPIC -DLIBRARY -DCLEAN %s plain.o -Wl,--version-script=hidden.map -o libown.so
// RUN: %silent 0 %run ./program
// REQUIRES: lld
// CHECK: RefSan: 2 lost objects (99 bytes)
// CHECK-HOST: libown.so is instrumented, the program that loads it is not

#include <stdlib.h>

void keep(void *p);
void lose(void);
void *make(size_t size);

#if defined(PLAIN)
void *make(size_t size) { return malloc(size); }
#elif defined(LIBRARY)
static void **boxes[2];

void keep(void *p) {
  boxes[0] = malloc(sizeof(void *));
  boxes[1] = make(sizeof(void *));
  *boxes[0] = p;
  *boxes[1] = malloc(40);
  free(make(10));
}

void lose(void) {
  // CHECK-DAG: 77 bytes {{ *}}made at {{.*}}library-bound-to-itself.c:[[@LINE+1]]:
  char *made = malloc(77), *other = make(22);
  // CHECK-DAG: 22 bytes {{ *}}made {{.*}}in lose
#ifdef CLEAN
  free(made);
  free(other);
#else
  (void)made, (void)other;
#endif
}
#else
int main(void) {
  keep(malloc(33));
  lose();
  return 0;
}
#endif
