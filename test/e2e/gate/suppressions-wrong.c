// Intent: a suppressions file that is missing or malformed fails a clean program, and the message says where and why; editors' marks and line ends do not.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 24 %env_refsan_opts=suppressions=%t.none %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-MISSING
// RUN: %exits 24 %env_refsan_opts=suppressions=%S %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-FOLDER
// RUN: printf 'leak:a\n\nrace:b\n' > %t.supp
// RUN: %exits 24 %env_refsan_opts=suppressions=%t.supp %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-KIND
// RUN: %exits 24 %env_refsan_opts=suppressions=%t %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-BINARY
// RUN: printf '\357\273\277leak:a\r\nleak:b' > %t.supp
// RUN: %silent 0 %env_refsan_opts=suppressions=%t.supp %run %t
// RUN: rm -f %t.pipe && mkfifo %t.pipe
// RUN: %exits 24 %env_refsan_opts=suppressions=%t.pipe %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-PIPE
// RUN: bash -c "echo leak:a > %t.pipe & %silent 0 %env_refsan_opts=suppressions=%t.pipe %run %t"
// CHECK-PIPE: RefSan: cannot read the file of suppressions='{{.*}}.pipe': Connection timed out
// CHECK-MISSING: RefSan: cannot read the file of suppressions='{{.*}}.none': No such file or directory
// CHECK-FOLDER: RefSan: cannot read the file of suppressions='{{.*}}': Is a directory
// CHECK-KIND: RefSan: {{.*}}.supp:3: expected kind:pattern, where kind is leak, type, {{.*}}, not 'race:b'
// CHECK-BINARY: RefSan: {{.*}}:1: this is no text file

int main(void) { return 0; }
