// Intent: an object that a plugin of another version instrumented does not link; the symbol tells why.
// RUN: %clang_plain -c %s -o %t.o
// RUN: not %clang_refsan %t.o -o %t 2>&1 | FileCheck %s

extern const char __refsan_version_mismatch_check_v0;
const char *const version = &__refsan_version_mismatch_check_v0;
// CHECK: __refsan_version_mismatch_check_v0

int main(void) { return 0; }
