//===- LocalSlots.h - what a function keeps in memory -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The local variables and temporaries of a function that was not optimised, and
// where each of them is still needed: a variable in its block of the source and
// as long as code refers to it (clean-up code runs behind the block), a temporary
// up to its last use. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FRAMES_LOCALSLOTS_H
#define REFSAN_PLUGIN_FRAMES_LOCALSLOTS_H

#include "names/SymbolNames.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace llvm {
class AllocaInst;
class BasicBlock;
class CallBase;
class DILocalScope;
class DILocation;
class Function;
class Instruction;
class Value;
} // namespace llvm

namespace refsan {

class LocalSlots {
public:
  struct Slot {
    llvm::AllocaInst *Memory;
    uint64_t Bytes;
    const llvm::DILocalScope *Scope; // of a variable; null: a temporary
  };
  /// The slot's last use was just before this instruction.
  struct Death {
    llvm::Instruction *Before;
    const Slot *Of;
  };

  LocalSlots(llvm::Function &F, SymbolNames &Names);
  /// Where slots die.
  llvm::SmallVector<Death, 16> deaths();

private:
  struct Access {
    unsigned Slot;
    bool Needs; // what the slot holds
    bool Fills; // all of it, anew
  };
  struct Block {
    llvm::BitVector Needed, Filled, LiveIn, LiveOut;
  };

  bool keepsNothing(const llvm::CallBase &Call, unsigned Argument) const;
  void addSlot(llvm::AllocaInst &Memory);
  bool collectAccesses(const Slot &S, llvm::SmallVectorImpl<std::pair<llvm::Instruction *, Access>> &Out) const;
  const llvm::SmallVector<unsigned, 8> &slotsAround(const llvm::DILocation *Place);
  void step(llvm::Instruction &I, llvm::BitVector &Live, llvm::BitVector &Touched);
  void findLive();
  void findDeathsIn(llvm::BasicBlock &B, llvm::SmallVectorImpl<Death> &Out);

  llvm::Function &F;
  SymbolNames &Names;
  llvm::SmallVector<Slot, 16> Slots;
  llvm::DenseMap<const llvm::Instruction *, llvm::SmallVector<Access, 1>> Accesses;
  llvm::DenseMap<const llvm::DILocalScope *, llvm::SmallVector<unsigned, 8>> Around;
  llvm::DenseMap<const llvm::BasicBlock *, Block> Blocks;
};

/// The place, which is the function's own, lies in the source's block \p Scope.
bool isInside(const llvm::DILocation *Place, const llvm::DILocalScope *Scope);

struct VariableBlock {
  bool IsVariable = false;
  const llvm::DILocalScope *Scope = nullptr; // null: all of the function, or not known
};
/// What debug info says of the variable in \p Memory.
VariableBlock blockOfVariable(llvm::AllocaInst &Memory);

} // namespace refsan

#endif // REFSAN_PLUGIN_FRAMES_LOCALSLOTS_H
