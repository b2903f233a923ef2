// Intent: what a process's own REFSAN_OPTIONS say does not take it from refsan run: another report, exit code 0, none at all.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %refsan run sh -c "REFSAN_OPTIONS=verbosity=1 %t leak; true" 2>&1 | FileCheck %s
// RUN: %exits 23 %refsan run env -u REFSAN_OPTIONS %t leak 2>&1 | FileCheck %s
// RUN: %exits 23 %env_refsan_opts=exitcode=0 %refsan run %t leak 2>&1 | FileCheck %s
// RUN: rm -f %t.json && %exits 23 %env_refsan_opts=json_path=%t.json %refsan run %t leak 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=CHECK-JSON --input-file=%t.json
// RUN: %exits 26 %refsan run sh -c "REFSAN_OPTIONS=gate=0:detect_leaks=0 %t leak; true" 2>&1 | FileCheck %s --check-prefix=CHECK-OFF
// RUN: %exits 24 %env_refsan_opts="suppressions='x" %refsan run sh -c "%t; true" 2>&1 | FileCheck %s --check-prefix=CHECK-QUOTE
// RUN: %exits 24 %refsan run --json /dev/full %t 2>&1 | FileCheck %s --check-prefix=CHECK-FULL
// RUN: rm -f %t.pipe && mkfifo %t.pipe
// RUN: %exits 24 %refsan run --json %t.pipe %t 2>&1 | FileCheck %s --check-prefix=CHECK-PIPE
// RUN: sh -c 'cat %t.pipe >%t.piped & %refsan run --json %t.pipe sh -c "%t; sleep 1"; wait'
// RUN: FileCheck %s --check-prefix=CHECK-PIPED --input-file=%t.piped
// RUN: %exits 24 %env_refsan_opts=log_path=%t.same:json_path=%t.same %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-BOTH
// RUN: echo '# RefSan baseline 1' >%t.known
// RUN: %exits 24 %env_refsan_opts=log_path=%t.known:baseline=%t.known %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-READ
// RUN: grep -q 'RefSan baseline 1' %t.known
// RUN: %silent 0 %run %t
// CHECK: RefSan: 1 process was checked: 1 finding in 1 of them
// CHECK-JSON: "exit_code":23
// CHECK-OFF: RefSan: detect_leaks=0, but gate=1: nothing was checked
// CHECK-QUOTE: RefSan: REFSAN_OPTIONS: the quote in 'suppressions='x' is not closed
// CHECK-FULL: RefSan: cannot write '/dev/full': No space left on device
// CHECK-PIPE: RefSan: cannot write '{{.*}}.pipe': nobody reads from this pipe
// CHECK-PIPED: "exit_code":0
// CHECK-READ: RefSan: log_path and baseline are the same file, '{{.*}}.known'
// CHECK-BOTH: RefSan: log_path and json_path are the same file, '{{.*}}.same'

#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  if (argc > 1)
    memset(malloc(10), 1, 10);
  return argv == 0;
}
