// Intent: a baseline that is missing, corrupt or cannot be written fails a clean program, and the message says why.
// RUN: %clang_refsan %s -o %t && rm -f %t.base %t.link %t.none
// RUN: %exits 24 %env_refsan_opts=baseline=%t.none %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-MISSING
// RUN: printf '# RefSan baseline 1\n<<<<<<< HEAD\n' > %t.base
// RUN: %exits 24 %env_refsan_opts=baseline=%t.base %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-CORRUPT
// RUN: %exits 24 %env_refsan_opts=baseline=%t.base:baseline_update=1 %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-CORRUPT
// RUN: grep HEAD %t.base
// RUN: echo '{}' > %t.base
// RUN: %exits 24 %env_refsan_opts=baseline=%t.base %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-OTHER
// RUN: %exits 24 %env_refsan_opts=baseline_update=1 %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-NOFILE
// RUN: ln -sf %t.none %t.link
// RUN: %exits 24 %env_refsan_opts=baseline=%t.link:baseline_update=1 %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-LINK
// RUN: %exits 24 %env_refsan_opts=baseline=%t.folder/a:baseline_update=1 %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-FOLDER
// CHECK-MISSING: RefSan: cannot read the file of baseline='{{.*}}.none': No such file or directory; baseline_update=1 makes it
// CHECK-CORRUPT: RefSan: {{.*}}.base:2: expected 6 fields
// CHECK-OTHER: RefSan: {{.*}}.base:1: this is no baseline
// CHECK-NOFILE: RefSan: baseline_update=1 needs baseline=FILE
// CHECK-LINK: RefSan: cannot update the baseline '{{.*}}.link': it is a symbolic link
// CHECK-FOLDER: RefSan: cannot update the baseline '{{.*}}/a': No such file or directory

int main(void) { return 0; }
