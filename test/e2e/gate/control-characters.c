// Intent: what a terminal would obey instead of showing it is spelt out: in options, names of files and their lines, the program's notes and arguments of refsan.
// RUN: %clang_refsan %s -o %t
// RUN: bash -c "%exits 24 env REFSAN_OPTIONS=$'suppressions=%t.\e[2J\nx' %run %t" 2>&1 | FileCheck %s --check-prefix=CHECK-FILE --match-full-lines
// RUN: bash -c "%exits 24 env REFSAN_OPTIONS=$'a\rb=1' %run %t" 2>&1 | FileCheck %s --check-prefix=CHECK-OPTION
// RUN: printf 'leak:\033]0;x\007\nra\033ce\377:b\n' > %t.supp
// RUN: %exits 24 %env_refsan_opts=suppressions=%t.supp %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-LINE
// RUN: printf 'leak:main$|\033[31m\nleak:main max=9\nleak:\302\233x\n' > %t.supp
// RUN: %exits 0 %env_refsan_opts=suppressions=%t.supp:verbosity=1 %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-UNUSED
// RUN: bash -c "%exits 127 %refsan run $'%t.\e[31m'" 2>&1 | FileCheck %s --check-prefix=CHECK-TOOL
// CHECK-FILE: RefSan: cannot read the file of suppressions='{{.*}}.\x1b[2J\x0ax': No such file or directory
// CHECK-OPTION: unknown option 'a\x0db'
// CHECK-LINE: not 'ra\x1bce\xff:b'
// CHECK-UNUSED: leak:main$|\x1b[31m
// CHECK-UNUSED: leak:\xc2\x9bx
// CHECK-TOOL: cannot run '{{.*}}.\x1b[31m'

#include <stdlib.h>

char *volatile lost;

int main(void) {
  lost = malloc(8);
  lost = NULL;
  return 0;
}
