// Intent: a process that gave up root, and a child that it made since, are judged as others.
// REQUIRES: root
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 env TMPDIR=/tmp %refsan run --json %t.json %t leak 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=CHECK-JSON --input-file=%t.json
// RUN: %exits 0 env TMPDIR=/tmp %refsan run %t 2>&1 | FileCheck %s --check-prefix=CHECK-CLEAN
// RUN: %silent 0 %run %t
// CHECK-NOT: cannot write
// CHECK: RefSan: 2 processes were checked: 2 findings in 2 of them
// CHECK-JSON-COUNT-2: "exit_code":23
// CHECK-CLEAN: RefSan: 2 processes were checked: no leaks

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (setgid(65534) || setuid(65534))
    return 2;
  pid_t child = fork();
  if (argc > 1)
    memset(malloc(10), child == 0, 10);
  if (child == 0)
    exit(0);
  int status;
  waitpid(child, &status, 0);
  return argv == 0;
}
