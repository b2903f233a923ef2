// Intent: refsan run passes on what the command gets and gives: arguments, input, output, exit status, signals.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 3 %refsan run %t 3 2>&1 | FileCheck %s
// RUN: %exits 4 %refsan run -- %t 4 2>&1 | FileCheck %s
// RUN: %exits 139 %refsan run %t crash
// RUN: %exits 127 %refsan run %t.none 2>&1 | FileCheck %s --check-prefix=CHECK-NONE
// RUN: %exits 126 %refsan run %s 2>&1 | FileCheck %s --check-prefix=CHECK-TEXT
// RUN: %exits 2 %refsan run 2>&1 | FileCheck %s --check-prefix=CHECK-USAGE
// RUN: %exits 2 %refsan run --jsn x %t 2>&1 | FileCheck %s --check-prefix=CHECK-USAGE
// RUN: %exits 24 %refsan run --json %t.folder/x.json %t 0 2>&1 | FileCheck %s --check-prefix=CHECK-WRITE
// CHECK: argument {{[34]}}
// CHECK-NONE: RefSan: cannot run '{{.*}}.none': No such file or directory
// CHECK-TEXT: RefSan: cannot run '{{.*}}': Permission denied
// CHECK-USAGE: refsan run [--json FILE]
// CHECK-WRITE: RefSan: cannot write

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  printf("argument %s\n", argv[argc - 1]);
  if (argv[1][0] == 'c')
    raise(SIGSEGV);
  return atoi(argv[1]);
}
