// Intent: a protocol file that is wrong, or not there, fails the compilation: file, line, what was expected.
// RUN: split-file %s %t
// RUN: %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/good
// RUN: printf '\357\273\277retain obj_ref 1\r\ncount obj refs\r\n' > %t/windows
// RUN: %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/windows
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/word 2>&1 | FileCheck %s --check-prefix=CHECK-WORD
// CHECK-WORD: refsan-protocols{{.*}}/word:2: expected 'retain', 'release', {{.*}} or 'count', found 'retian'
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/name 2>&1 | FileCheck %s --check-prefix=CHECK-NAME
// CHECK-NAME: /name:1: expected the name of a function after 'release', found the end of the line
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/odd-name 2>&1 | FileCheck %s --check-prefix=CHECK-ODD
// CHECK-ODD: /odd-name:3: expected the name of a function after 'retain', found 'obj_ref(o)'
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/number 2>&1 | FileCheck %s --check-prefix=CHECK-NUMBER
// CHECK-NUMBER: /number:1: expected which argument, a number from 1 to 64, found '0'
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/size 2>&1 | FileCheck %s --check-prefix=CHECK-SIZE
// CHECK-SIZE: /size:1: expected which argument, a number from 1 to 64, found the end of the line
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/more 2>&1 | FileCheck %s --check-prefix=CHECK-MORE
// CHECK-MORE: /more:1: expected the end of the line, found '2'
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/twice 2>&1 | FileCheck %s --check-prefix=CHECK-TWICE
// CHECK-TWICE: /twice:2: expected what {{.*}}/twice:1 says of 'obj_ref', found 'release'
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t/none 2>&1 | FileCheck %s --check-prefix=CHECK-NONE
// CHECK-NONE: cannot read the protocol file {{.*}}/none: No such file
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t 2>&1 | FileCheck %s --check-prefix=CHECK-FOLDER
// CHECK-FOLDER: cannot read the protocol file {{.*}}: Is a directory
// RUN: not %clang_refsan -c %t/code.c -o %t.o -mllvm -refsan-protocols=%t.o 2>&1 | FileCheck %s --check-prefix=CHECK-BINARY
// CHECK-BINARY: expected 'retain'{{.*}}found '\x7fELF

//--- code.c
struct obj {
  int refs;
};
void obj_ref(struct obj *o) { o->refs++; }
//--- good
# only a comment, and an empty line

  retain	obj_ref 1 # the first
count struct obj refs
//--- word
retain obj_ref
retian obj_ref
//--- name
release
//--- odd-name


retain obj_ref(o)
//--- number
retain obj_ref 0
//--- size
allocator pool_get
//--- more
retain obj_ref 1 2
//--- twice
retain obj_ref
release obj_ref
