//===- KnownExits.h - loops an optimiser may find endless -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As a program is written a server's loop ends when a flag says so, and what is used behind it is in scope. Where
// nothing ever sets the flag, or the loop is called with the argument that means for ever, an optimiser
// can tell that it does not end, and drops what comes behind. Pure; for code that was not optimised.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FRAMES_KNOWNEXITS_H
#define REFSAN_PLUGIN_FRAMES_KNOWNEXITS_H

#include "llvm/ADT/SmallVector.h"

namespace llvm {
class Function;
class Instruction;
} // namespace llvm

namespace refsan {

/// Branches and switches that leave loops in which a check may come: if an optimiser cannot tell where they lead, it
/// cannot tell that the loops never end.
llvm::SmallVector<llvm::Instruction *, 2> knownExits(llvm::Function &F);

} // namespace refsan

#endif // REFSAN_PLUGIN_FRAMES_KNOWNEXITS_H
