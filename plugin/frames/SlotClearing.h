//===- SlotClearing.h - overwriting variables -------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stores that no later pass takes out: nobody reads what they write but a check.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FRAMES_SLOTCLEARING_H
#define REFSAN_PLUGIN_FRAMES_SLOTCLEARING_H

#include "refsan/frame_mark.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"

namespace refsan {

/// A function spends no more than this: beyond it stale words are less likely
/// than a program that is slow for them.
constexpr uint64_t MaxClearedBytes = 64 << 10;
/// Where a variable ends, which may be in a loop.
constexpr uint64_t MaxClearedAtEnd = 4 << 10;

/// Frames are aligned to this.
constexpr uint64_t StackUnit = kFrameUnit;

/// Size of a variable that can hold a pointer; 0: it cannot, or is not fixed.
uint64_t clearableBytes(const llvm::AllocaInst &Memory);
/// Overwrites \p Bytes, \p From bytes behind \p Address.
void clearSlot(llvm::Value &Address, uint64_t From, uint64_t Bytes, llvm::Instruction &Before);
/// The builder's place is before \p Before, without a line of the program's.
void placeBuilder(llvm::IRBuilder<> &B, llvm::Instruction &Before);
/// Overwrites an array whose size is known when it is made.
void clearDynamic(llvm::AllocaInst &Memory);

} // namespace refsan

#endif // REFSAN_PLUGIN_FRAMES_SLOTCLEARING_H
