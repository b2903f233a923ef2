//===- static_names.c - the thread locals of a static program ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The link line exports the runtime's names for shared objects to come. Of an exported
// thread local GNU ld makes a relocation that a static-pie program cannot do, and
// no object ever comes to a static program: it is linked with this, which hides them.
// -lrefsan_names is this object (librefsan_names.a) where the linker looks for static
// libraries only, and an empty script (librefsan_names.so) elsewhere.
//
//===----------------------------------------------------------------------===//

#define REFSAN_HIDDEN(Name) __asm__(".hidden " #Name "\n.type " #Name ", @tls_object\n.reloc 0, R_X86_64_NONE, " #Name)

__asm__(".section .refsan_names, \"\", @progbits\n.quad 0");
REFSAN_HIDDEN(__refsan_thread);
REFSAN_HIDDEN(__refsan_thread_locals);
REFSAN_HIDDEN(__refsan_thread_stack);
