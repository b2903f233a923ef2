//===- HiddenRegisters.h - what assembly does not tell ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Inline assembly may put pointers into registers of which it tells the compiler nothing, for other assembly to
// find. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_BASE_HIDDENREGISTERS_H
#define REFSAN_PLUGIN_BASE_HIDDENREGISTERS_H

namespace llvm {
class Function;
class Instruction;
} // namespace llvm

namespace refsan {

/// Of general registers: those that hold 64 bits, but for what leads to a frame.
enum class HiddenRegisters { None, General, Vector };

/// Which are named in the code of inline assembly, and in none of its constraints.
HiddenRegisters hiddenRegisters(const llvm::Instruction &I);
HiddenRegisters hiddenRegisters(const llvm::Function &F);

} // namespace refsan

#endif // REFSAN_PLUGIN_BASE_HIDDENREGISTERS_H
