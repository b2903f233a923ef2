// Intent: a set-user-id program without leaks says only that REFSAN_OPTIONS is not obeyed, and nothing if it is not set.
// REQUIRES: root
// RUN: %clang_refsan %s -o %t
// RUN: %env_refsan_opts=log_path=log sh %S/Inputs/as-set-user-id.sh %t | FileCheck %s --check-prefixes=CHECK-SET,CHECK
// RUN: sh %S/Inputs/as-set-user-id.sh %t | FileCheck %s --implicit-check-not=RefSan
// CHECK-SET: RefSan: {{.*}}REFSAN_OPTIONS is not read
// CHECK-SET-NOT: RefSan
// CHECK: status 0
// CHECK-NEXT: file program
// CHECK-NEXT: file source.c
// CHECK-NOT: file

int main(void) { return 0; }
