//===- SpareRoom.cpp - what a buffer holds before it is used --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A vector's buffer has room for more elements than there are. In it lie the words of
// blocks that were there before: each that points to an object would keep it.
//
//===----------------------------------------------------------------------===//

#include "rewrite/Rewriter.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

namespace refsan {

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
  if (What.Target != Entry::__refsan_new && What.Target != Entry::__refsan_new_aligned)
    return false;
  const SymbolName &In = Names.get(Call.getFunction()->getName());
  StringRef Path = In.Path;
  return In.Root == "std" && (Path.ends_with("allocator::allocate") || Path.ends_with("libcpp_allocate")) &&
         !isNode(In.SelfArgument) && !isCharacter(In.SelfArgument) && !isa<ConstantInt>(Call.getArgOperand(0));
}

void clearSpareRoom(CallBase &Allocation) {
  Instruction *After = afterCall(Allocation);
  if (!After)
    return;
  constexpr uint64_t Most = 4 << 10; // beyond it stale words are less likely than a program that is slow for them
  IRBuilder<> B(After);
  B.SetCurrentDebugLocation(DebugLoc());
  Value *Size = Allocation.getArgOperand(0);
  Value *Bytes = B.CreateBinaryIntrinsic(Intrinsic::umin, Size, ConstantInt::get(Size->getType(), Most));
  B.CreateMemSet(&Allocation, B.getInt8(0), Bytes, MaybeAlign());
}

} // namespace refsan
