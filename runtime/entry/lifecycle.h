//===- lifecycle.h - start, main and end of the process ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The runtime starts at the process's first allocation or by an initialiser of
// the executable, whichever is earlier, and checks when the process exits: after
// the program's atexit functions, once, in whichever process of a fork it is.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_LIFECYCLE_H
#define REFSAN_ENTRY_LIFECYCLE_H

#include "base/ints.h"

namespace refsan {

// This copy of the runtime records, and will check at exit. False before the
// first allocation, in the copies of shared objects, and once the check began.
bool servesNow();

// An instrumented shared object has come: a shared runtime in a program that is not
// instrumented says and writes nothing before. False: this copy does not serve.
bool meetInstrumentedCode();
// This copy is a shared runtime in a program that has no instrumented main.
bool servesForeignProgram();
// There was instrumented code to check.
bool isInstrumented();

// main begins; its return address is in `return_slot`, those of what it calls are at `call`.
void enterMain(const uptr *return_slot, const uptr *call);
// The runtime has started in this copy of it, the one that serves the process.
bool hasStarted();
// Which it was: a child of vfork is another one.
i32 startedProcess();
// Where main's return address was; 0: main was never seen.
uptr mainReturnSlot();
// False also if main was never seen.
bool mainHasReturned();

} // namespace refsan

#endif // REFSAN_ENTRY_LIFECYCLE_H
