// Intent: the symbolizer is asked for the lines of the program's functions, and not for those of what calls main: where libc
// has debug info, that takes longer to read than everything else.
// RUN: rm -rf %t.bin && mkdir %t.bin
// RUN: echo "#!/bin/sh" > %t.bin/llvm-symbolizer-22
// RUN: echo "cat > %t.asked" >> %t.bin/llvm-symbolizer-22
// RUN: chmod +x %t.bin/llvm-symbolizer-22
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run env PATH=%t.bin:/usr/bin:/bin %t 2>&1 | FileCheck %s
// RUN: FileCheck --check-prefix=ASKED --input-file=%t.asked %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: rm %t.asked
// RUN: %silent 0 %run env PATH=%t.bin:/usr/bin:/bin %t-clean
// RUN: not ls %t.asked
#include <stdlib.h>

__attribute__((noinline)) static void lose(void) {
  void *volatile lost = malloc(50);
#ifdef CLEAN
  free(lost);
#endif
  lost = NULL;
}

// CHECK: RefSan: 1 lost object (50 bytes)
// CHECK: called from main
// ASKED-NOT: libc.so
// ASKED: symbolizer.c.tmp
// ASKED-NEXT: symbolizer.c.tmp
// ASKED-NOT: CODE
int main(void) {
  lose();
  return 0;
}
