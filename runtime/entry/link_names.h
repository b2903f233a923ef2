//===- link_names.h - what the link line asks of the archive ----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Included by the file that defines the malloc family; it defines them weak.
//
// In a static executable libc.a brings malloc, free and realloc as strong
// symbols in the object that has __libc_malloc, so ours would be defined twice.
// Therefore ours are weak, and the link line (refsan.cfg, refsan.rustc) says
// --defsym=malloc=__refsan_own_malloc, which every linker lets win over both.
// In a dynamic executable the same line changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_LINK_NAMES_H
#define REFSAN_ENTRY_LINK_NAMES_H

#include <stdlib.h>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmissing-attributes" // an alias need not repeat malloc's attributes
#endif

extern "C" {
// Default visibility: a defsym takes its target's visibility over.
__attribute__((visibility("default"), alias("malloc"))) decltype(malloc) __refsan_own_malloc;
__attribute__((visibility("default"), alias("free"))) decltype(free) __refsan_own_free;
__attribute__((visibility("default"), alias("realloc"))) decltype(realloc) __refsan_own_realloc;

// The link line asks for it (-u), so that a program gets its own runtime even
// if a shared library it links exports one: hidden, so no library can offer it.
__attribute__((visibility("hidden"), used)) extern const char __refsan_link = 1;
}

#endif // REFSAN_ENTRY_LINK_NAMES_H
