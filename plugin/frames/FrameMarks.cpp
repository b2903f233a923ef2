//===- FrameMarks.cpp - what the runtime can tell frames by ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two call frame instructions that nobody writes, and behind them, in the code, instructions that do nothing but have
// an operand: a displacement that says how the others are to be read, and where variables are.
//
//===----------------------------------------------------------------------===//

#include "frames/FrameMarks.h"
#include "base/Instructions.h"
#include "frames/SlotClearing.h"
#include "refsan/frame_mark.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {
namespace {

// What calls may put at the lower end of the frame, or more: it is the callee's.
uint64_t argumentBytes(const CallBase &Call, const DataLayout &DL) {
  constexpr unsigned IntegerRegisters = 6, FloatRegisters = 8;
  unsigned Integers = 0, Floats = 0;
  bool Stacked = false;
  uint64_t Bytes = 0;
  for (const Use &Arg : Call.args()) {
    unsigned Number = Call.getArgOperandNo(&Arg);
    Type *T = Arg->getType();
    if (T->isMetadataTy())
      continue;
    bool Integer = T->isPointerTy() || (T->isIntegerTy() && T->getIntegerBitWidth() <= 64);
    bool Float = T->isFloatTy() || T->isDoubleTy();
    bool ByValue = Call.isByValArgument(Number);
    Integers += Integer;
    Floats += Float;
    Stacked |= ByValue || !(Integer || Float);
    Type *Passed = ByValue ? Call.getParamByValType(Number) : T;
    Bytes += alignTo(DL.getTypeAllocSize(Passed).getKnownMinValue(), StackUnit);
  }
  return Stacked || Integers > IntegerRegisters || Floats > FloatRegisters ? Bytes : 0;
}

struct Contents {
  SmallVector<AllocaInst *, 16> Variables;
  uint64_t ArgumentBytes = 0;
  bool Ends = false; // has a call that does not come back
};

Contents contentsOf(Function &F) {
  Contents Found;
  const DataLayout &DL = F.getDataLayout();
  for (Instruction &I : instructions(F)) {
    if (auto *Memory = dyn_cast<AllocaInst>(&I))
      Found.Variables.push_back(Memory);
    const auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || isa<IntrinsicInst>(Call) || Call->isInlineAsm())
      continue;
    Found.ArgumentBytes = std::max(Found.ArgumentBytes, argumentBytes(*Call, DL));
    Found.Ends |= calledName(*Call) == "__refsan_keep";
  }
  return Found;
}

// Builds the text and the operands of the inline assembly.
struct Mark {
  std::string Code = ".cfi_remember_state\n.cfi_restore_state", Constraints;
  SmallVector<Value *, 16> Places;

  void number(uint64_t Value) { Code += "\nnopl " + utostr(Value) + "(%rax)"; }
  void place(AllocaInst &Memory) {
    Code += "\nnopl $" + utostr(Places.size());
    Constraints += Constraints.empty() ? "*m" : ",*m";
    Places.push_back(&Memory);
  }
  void head(uint64_t ArgumentBytes, uint64_t Count) {
    number(kFrameMark | ArgumentBytes / 8 << kFrameMarkCountBits | Count);
  }
  void insert(IRBuilder<> &B) const {
    SmallVector<Type *, 16> Types(Places.size(), B.getPtrTy());
    auto *Type = FunctionType::get(B.getVoidTy(), Types, false);
    CallInst *Call = B.CreateCall(InlineAsm::get(Type, Code, Constraints, /*hasSideEffects=*/true), Places);
    for (unsigned I = 0; I < Places.size(); ++I)
      Call->addParamAttr(
          I, Attribute::get(B.getContext(), Attribute::ElementType, cast<AllocaInst>(Places[I])->getAllocatedType()));
  }
};

// The code generator's places lie below the variable that was made last where it does not sort them.
AllocaInst *lowestVariable(Function &F) {
  BasicBlock &Entry = F.getEntryBlock();
  IRBuilder<> B(&Entry, Entry.getFirstNonPHIOrDbgOrAlloca());
  AllocaInst *Lowest = B.CreateAlloca(ArrayType::get(B.getInt64Ty(), StackUnit / 8), nullptr, "refsan.lowest");
  Lowest->setAlignment(Align(StackUnit));
  return Lowest;
}

} // namespace

void markFrame(Function &F, Instruction &Begin, bool Places) {
  if (!F.hasUWTable())
    return;
  Contents Has = contentsOf(F);
  Mark M;
  // Arguments whose number is not known wait in a place of the code generator's.
  bool Says = Places && !F.isVarArg() && Has.ArgumentBytes / 8 < kMostFrameMarkWords;
  if (Says && F.hasFnAttribute(OwnPlacesMark)) {
    M.head(Has.ArgumentBytes, kFrameMarkBelow);
    M.place(*lowestVariable(F));
  } else if (Says && Has.Ends && Has.Variables.size() <= kMostFrameMarkPlaces) {
    M.head(Has.ArgumentBytes, Has.Variables.size());
    for (AllocaInst *Memory : Has.Variables) {
      M.place(*Memory);
      M.number(Memory->getAllocationSize(F.getDataLayout())->getFixedValue());
    }
  }
  IRBuilder<> B(F.getContext());
  placeBuilder(B, Begin);
  M.insert(B);
}

} // namespace refsan
