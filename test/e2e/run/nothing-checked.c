// Intent: a run in which nothing was checked fails and says why: no runtime, the check off, an end without a check.
// RUN: %clang_plain %s -o %t
// RUN: %exits 26 %refsan run %t 2>&1 | FileCheck %s --check-prefix=CHECK-PLAIN
// RUN: %exits 26 %refsan run sh -c "exit 101" 2>&1 | FileCheck %s --check-prefix=CHECK-BROKEN
// RUN: %clang_refsan %s -o %t
// RUN: %exits 26 %env_refsan_opts=detect_leaks=0 %refsan run %t 2>&1 | FileCheck %s --check-prefix=CHECK-OFF
// RUN: %exits 26 %env_refsan_opts=detect_leaks=0 %refsan run sh -c "%t; true" 2>&1 | FileCheck %s --check-prefix=CHECK-OFF
// RUN: %exits 26 %refsan run sh -c "%t end; true" 2>&1 | FileCheck %s --check-prefix=CHECK-END
// RUN: %exits 24 %env_refsan_opts=suppressions=%t.none %refsan run sh -c "%t; true" 2>&1 | FileCheck %s --check-prefix=CHECK-CONFIG
// RUN: %exits 0 %refsan run %t 2>&1 | FileCheck %s
// CHECK-PLAIN: RefSan: no process of the command carried RefSan
// CHECK-BROKEN: RefSan: the command ended with 101, and no process of it carried RefSan: nothing was checked.
// CHECK-OFF: RefSan: detect_leaks=0, but gate=1: nothing was checked
// CHECK-END: RefSan: 1 process with RefSan ended without a check
// CHECK-END: RefSan: nothing was checked
// CHECK-CONFIG: RefSan: cannot read the file of suppressions=
// CHECK: RefSan: 1 process was checked: no leaks

#include <unistd.h>

int main(int argc, char **argv) {
  if (argc > 1)
    _exit(0);
  return argv == 0;
}
