//===- Instructions.h - questions about instructions ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_BASE_INSTRUCTIONS_H
#define REFSAN_PLUGIN_BASE_INSTRUCTIONS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace llvm {
class Argument;
class CallBase;
class Function;
class IRBuilderBase;
class Instruction;
class ReturnInst;
class Value;
} // namespace llvm

namespace refsan {

/// The function that the instruction calls by name; empty: it is no such call.
llvm::StringRef calledName(const llvm::Instruction &I);

/// The place is in a local variable.
bool isLocal(const llvm::Value *Place);

/// All that the function calls but intrinsics; null: nothing, or more.
const llvm::CallBase *onlyCallIn(const llvm::Function &F);

/// What it reads and writes by itself are locals of its own: unoptimised code keeps its arguments in those.
bool usesLocalsOnly(const llvm::Function &F);

/// The argument that the value is, also by way of the local that unoptimised code keeps it in; null: it is none.
const llvm::Argument *argumentIn(const llvm::Value *V);

/// The object that the pointer is to a part of: a member or base at a constant offset, or a virtual base.
const llvm::Value *objectWithPart(const llvm::Value *Part);

/// Where an instruction may stand that is to follow \p I; null: nowhere. Changes nothing.
llvm::Instruction *insertionPointAfter(llvm::Instruction *I);

/// The same 64 bits, of which no optimiser knows that. \p Stays: where it is made, at that many times.
llvm::Value *unknown(llvm::IRBuilderBase &B, llvm::Value *Known, bool Stays = false);

/// The value, or any one value where the program's own is undefined: what is read of memory that nobody has set may be.
/// By such a value nothing may be chosen: an optimiser chooses what it likes, a site that is none.
llvm::Value *decided(llvm::IRBuilderBase &B, llvm::Value *V);

/// A handle as the thread's record has the one that is under way: no root.
llvm::Value *disguised(llvm::IRBuilderBase &B, llvm::Value *Handle);

/// Where control comes back from a call; null: it does not, or nothing may stand there. May split an edge.
llvm::Instruction *afterCall(llvm::CallBase &Call);

/// Before which something may stand: nothing may between a musttail call and its return.
llvm::SmallVector<llvm::ReturnInst *, 4> returnsOf(llvm::Function &F);

} // namespace refsan

#endif // REFSAN_PLUGIN_BASE_INSTRUCTIONS_H
