// Intent: what does not fit the function or type it is about is an error of the compilation, from a file and from macros.
// RUN: split-file %s %t
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/argument 2>&1 | FileCheck %s --check-prefix=CHECK-ARGUMENT
// CHECK-ARGUMENT: error: {{.*}}/argument:2: expected an argument of obj_ref (it has 1), found 2
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/pointer 2>&1 | FileCheck %s --check-prefix=CHECK-POINTER
// CHECK-POINTER: error: {{.*}}/pointer:1: expected a pointer, argument 1 of obj_new is none
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/result 2>&1 | FileCheck %s --check-prefix=CHECK-RESULT
// CHECK-RESULT: error: {{.*}}/result:1: expected a function that returns a pointer, obj_ref does not
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/field 2>&1 | FileCheck %s --check-prefix=CHECK-FIELD
// CHECK-FIELD: error: {{.*}}/field:1: expected a field of obj that can count, found 'refz'
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/link 2>&1 | FileCheck %s --check-prefix=CHECK-LINK
// CHECK-LINK: error: {{.*}}/link:1: expected a field of obj that can count, found 'next'
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/ratio 2>&1 | FileCheck %s --check-prefix=CHECK-RATIO
// CHECK-RATIO: error: {{.*}}/ratio:1: expected a field of obj that can count, found 'ratio'
// RUN: not %clang_refsan -c %t/code.c -o %t.o -DMACRO 2>&1 | FileCheck %s --check-prefix=CHECK-MACRO
// CHECK-MACRO: error: {{.*}}/code.c:11: expected an argument of obj_ref (it has 1), found 2
// RUN: not %clang_refsan -c %t/code.c -o %t.o -DNUMBER 2>&1 | FileCheck %s --check-prefix=CHECK-NUMBER
// CHECK-NUMBER: error: {{.*}}/code.c:13: expected which argument, a number from 1 to 64, found '0'
// RUN: not %clang_refsan -c %t/code.c -o %t.o -DTYPO 2>&1 | FileCheck %s --check-prefix=CHECK-TYPO
// CHECK-TYPO: error: use of undeclared identifier 'obj_reff'

//--- code.c
#include <refsan/refsan.h>
struct obj {
  int kind, refs;
  struct obj *next;
  double ratio;
};
struct obj *obj_new(int kind);
void obj_ref(struct obj *o) { o->refs++; }
struct obj *use(void) { return obj_new(1); }
#ifdef MACRO
REFSAN_RETAIN(obj_ref, 2);
#elif defined(NUMBER)
REFSAN_RETAIN(obj_ref, 0);
#elif defined(TYPO)
REFSAN_RETAIN(obj_reff, 1);
#endif
struct obj made;
struct obj *pointer = &made;
void *allocated(void) {
  struct obj *o = __builtin_malloc(sizeof *o);
  return o;
}
//--- argument
# comments count
retain obj_ref 2
//--- pointer
retain obj_new
//--- result
make obj_ref
//--- field
count obj refz
//--- link
count obj next
//--- ratio
count obj ratio
