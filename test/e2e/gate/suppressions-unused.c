// Intent: rules that suppressed nothing are listed with verbosity=1, and only then.
// RUN: %clang_refsan %s -o %t
// RUN: printf '# old\nleak:nobody\n' > %t.supp
// RUN: %silent 0 %env_refsan_opts=suppressions=%t.supp %run %t
// RUN: %exits 0 %env_refsan_opts=suppressions=%t.supp:verbosity=1 %run %t 2>&1 | FileCheck %s
// CHECK: leak:nobody ({{.*}}.supp:2) suppressed nothing

int main(void) { return 0; }
