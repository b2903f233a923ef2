//===- SpareRoom.cpp - what a block holds before it is used ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A vector's buffer has room for more elements than there are, a text is shorter than
// its buffer, and a structure may have fields that are set later. In them lie the words of
// blocks that were there before: each that points to an object would keep it. Where all is written
// at once, the optimiser takes out what is written here.
//
//===----------------------------------------------------------------------===//

#include "rewrite/Rewriter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace refsan {

// Beyond it stale words are less likely than a program that is slow for them.
constexpr uint64_t Most = 4 << 10;

// Nodes and control blocks of the library's: one at a time, and filled.
static bool isNode(StringRef Element) {
  (void)(Element.consume_front("std::") && Element.consume_front("__1::"));
  Element.consume_front("__detail::");
  return Element.starts_with("_");
}

// A text's characters: it is filled at once, and they are no pointers.
static bool isCharacter(StringRef Element) {
  return Element == "char" || Element == "wchar_t" || Element == "char8_t" || Element == "char16_t" ||
         Element == "char32_t";
}

bool mayHaveSpareRoom(const CallBase &Call, const AllocCall &What, SymbolNames &Names) {
  const auto *Constant = dyn_cast<ConstantInt>(Call.getArgOperand(0));
  if (Call.getFunction()->hasFnAttribute(Attribute::SanitizeMemory) ||
      (Constant && Constant->getZExtValue() < sizeof(void *)))
    return false;
  if (What.Target == Entry::__refsan_rust_alloc) {
    auto *Align = dyn_cast<ConstantInt>(Call.getArgOperand(1));
    return !Align || Align->getZExtValue() >= sizeof(void *);
  }
  if (What.Target == Entry::__refsan_malloc)
    return true;
  if (What.Target != Entry::__refsan_new && What.Target != Entry::__refsan_new_aligned &&
      What.Target != Entry::__refsan_new_nothrow)
    return false;
  const SymbolName &In = Names.get(Call.getFunction()->getName());
  StringRef Path = In.Path;
  return In.Root != "std" || ((Path.ends_with("allocator::allocate") || Path.ends_with("libcpp_allocate")) &&
                              !Constant && !isNode(In.SelfArgument) && !isCharacter(In.SelfArgument));
}

static Value *bytesToClear(IRBuilder<> &B, Value *Size) {
  if (auto *Known = dyn_cast<ConstantInt>(Size))
    return ConstantInt::get(Size->getType(), std::min(Known->getZExtValue(), Most));
  return B.CreateBinaryIntrinsic(Intrinsic::umin, Size, ConstantInt::get(Size->getType(), Most));
}

static bool mayFail(const CallBase &Allocation) { return !Allocation.hasRetAttr(Attribute::NonNull); }

// What is used after a call has a word of the frame that keeps it, and at -O0 stays there: what the call returns is
// used.
static void clearWithoutCopy(CallBase &Block, IRBuilder<> &B) {
  SmallVector<Use *, 8> Uses(make_pointer_range(Block.uses()));
  Value *Size = Block.getArgOperand(0), *Bytes = bytesToClear(B, Size);
  if (mayFail(Block))
    Bytes = B.CreateSelect(B.CreateIsNull(&Block), ConstantInt::get(Size->getType(), 0), Bytes);
  FunctionCallee Memset = Block.getModule()->getOrInsertFunction("memset", Block.getType(), Block.getType(),
                                                                 B.getInt32Ty(), Size->getType());
  CallInst *Cleared = B.CreateCall(Memset, {&Block, B.getInt32(0), Bytes});
  Cleared->addParamAttr(0, Attribute::Returned);
  Cleared->setDebugLoc(Block.getDebugLoc()); // the function may be the program's own
  for (Use *U : Uses)
    if (!isa<PHINode>(U->getUser()))
      U->set(Cleared);
}

void clearSpareRoom(CallBase &Allocation, bool Optimises) {
  Instruction *After = afterCall(Allocation);
  if (!After)
    return;
  IRBuilder<> B(After);
  B.SetCurrentDebugLocation(DebugLoc());
  if (!Optimises)
    return clearWithoutCopy(Allocation, B);
  if (mayFail(Allocation)) {
    B.SetInsertPoint(SplitBlockAndInsertIfThen(B.CreateIsNotNull(&Allocation), After, false));
    B.SetCurrentDebugLocation(DebugLoc());
  }
  B.CreateMemSet(&Allocation, B.getInt8(0), bytesToClear(B, Allocation.getArgOperand(0)), MaybeAlign());
}

} // namespace refsan
