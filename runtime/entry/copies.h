//===- copies.h - which copy of the runtime serves the process --*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An instrumented shared object brings a copy of the runtime. One copy serves the
// process: the executable's, or the shared runtime if that was preloaded or linked
// and so owns malloc. The others record nothing and register nothing: their object
// may be unloaded, and its host may not be instrumented.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_COPIES_H
#define REFSAN_ENTRY_COPIES_H

#include "base/strings.h"
#include "report/model.h"

namespace refsan {

enum class Copy : unsigned char {
  Executable, // serves
  Shared,     // serves whatever program it was loaded into, instrumented or not
  Dormant,
};
// What this copy is. May allocate.
Copy thisCopy();

// The file of a module is that of the shared runtime.
bool isSharedRuntime(StringView path);

// In a dormant copy: its functions become those of the copy that serves, where its library
// calls them. False: the system does not allow it.
bool handOver();

// The executable was linked so that it keeps its malloc, this copy's, to itself, and a
// library that may allocate is loaded.
bool hidesMallocFromLibraries();

// Makes the program, which has not begun, use malloc where it can be told to.
void openHostAllocators();

// Called when a dormant copy starts: instrumented code has come into the process.
// If nobody serves that, says so, once; with gate=1 the process ends with Exit::NothingChecked.
void announceInstrumentedCode();

// The images of the shared objects that have announced themselves, as far as there is room.
Span<Range> instrumentedModules();

} // namespace refsan

#endif // REFSAN_ENTRY_COPIES_H
