//===- cpython.h - an interpreter in the program ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program that CPython is linked to. Both do nothing in others.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_CPYTHON_H
#define REFSAN_ENTRY_CPYTHON_H

namespace refsan {

// Its small objects are blocks of malloc's from now on, not parts of pools. Before the
// interpreter is initialised.
void openPythonHeap();

// The lists by which its collector finds all objects keep none of them alive when the interpreter has
// ended: empties them. Before a check at the end of the process.
void emptyCollectorLists();

} // namespace refsan

#endif // REFSAN_ENTRY_CPYTHON_H
