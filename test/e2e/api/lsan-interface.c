// Intent: code that calls LeakSanitizer's interface gets from RefSan what it expects of LeakSanitizer.
// RUN: %clang_refsan %s -o %t
// RUN: %silent 0 %run %t
// RUN: %exits 0 %run %t recoverable 2>&1 | FileCheck %s --check-prefix=CHECK-RECOVERABLE
// RUN: %exits 23 %run %t last 2>&1 | FileCheck %s --check-prefix=CHECK-LAST
// RUN: %exits 24 %run %t clean 2>&1 | FileCheck %s --check-prefix=CHECK-CLEAN

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// As sanitizer/lsan_interface.h declares them.
void __lsan_disable(void);
void __lsan_enable(void);
void __lsan_ignore_object(const void *p);
void __lsan_register_root_region(const void *p, size_t size);
void __lsan_unregister_root_region(const void *p, size_t size);
void __lsan_do_leak_check(void);
int __lsan_do_recoverable_leak_check(void);

static volatile size_t hidden; // from the compiler too

__attribute__((noinline)) static void lose(void) {
  char *block = malloc(10);
  memset(block, 1, 10);
  hidden = ~(size_t)block;
}
static void *lost(void) { return (void *)~hidden; }

__attribute__((noinline)) static void overwrite(void) {
  volatile char bytes[4096];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = 0;
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  __lsan_disable();
  lose();
  __lsan_enable();
  lose();
  __lsan_ignore_object(lost());
  __lsan_register_root_region(what, 1);
  __lsan_unregister_root_region(what, 1);
  if (*what)
    lose();
  overwrite();
  if (!strcmp(what, "recoverable")) {
    fprintf(stderr, "recoverable says %d\n", __lsan_do_recoverable_leak_check());
    free(lost());
    fprintf(stderr, "then it says %d\n", __lsan_do_recoverable_leak_check());
  } else if (!strcmp(what, "last")) {
    puts("before");
    __lsan_do_leak_check();
    puts("not reached");
  } else if (!strcmp(what, "clean")) {
    free(lost());
    __lsan_do_leak_check();
    lose(); // after the last check
    __lsan_unregister_root_region(what, 1);
  }
}
// CHECK-RECOVERABLE: RefSan: 1 lost object
// CHECK-RECOVERABLE: recoverable says 1
// CHECK-RECOVERABLE-NEXT: then it says 0
// CHECK-RECOVERABLE-NOT: RefSan:
// CHECK-LAST-DAG: before
// CHECK-LAST-DAG: RefSan: 1 lost object
// CHECK-LAST-NOT: not reached
// CHECK-CLEAN: RefSan: a root is unregistered
// CHECK-CLEAN-NOT: lost object
