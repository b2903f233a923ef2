//===- BuiltValues.cpp - values made from a format string -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/BuiltValues.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/InstrTypes.h"

using namespace llvm;

namespace refsan {

static bool isBuilder(StringRef Function, unsigned &Format) {
#define REFSAN_BUILDER(Name, FormatArgument)                                                                           \
  if (Function == Name) {                                                                                              \
    Format = FormatArgument;                                                                                           \
    return true;                                                                                                       \
  }
#include "tables/ObjectMakers.def"
  return false;
}

// "O", "S": an object, to which a reference is taken, or what a converter makes of the next argument ("O&"). "N": one
// whose reference is given away. A length may follow a text ("s#").
static void read(StringRef Format, unsigned Next, BuiltValue &Value) {
  unsigned Depth = 0, Bare = 0, Outermost = 0;
  char First = 0;
  for (; !Format.empty(); Format = Format.drop_front()) {
    char C = Format.front();
    bool Opens = C == '(' || C == '[' || C == '{', Closes = C == ')' || C == ']' || C == '}';
    if (C == ' ' || C == '\t' || C == ',' || C == ':' || C == '#' || C == '&') {
      Next += C == '#' || C == '&';
      continue;
    }
    if (Closes) {
      Depth -= Depth > 0;
      continue;
    }
    Bare += Depth == 0;
    Outermost += Depth == 1;
    if (Opens) {
      First = First ? First : C;
      ++Depth;
      continue;
    }
    bool Converted = Format.drop_front().starts_with("&");
    if ((C == 'O' || C == 'S') && !Converted)
      Value.Kept.push_back(Next);
    ++Next;
  }
  Value.Outer = Bare > 1 ? '(' : First;
  Value.Items = Bare > 1 ? Bare : Outermost;
}

BuiltValue builtBy(const CallBase &Call) {
  BuiltValue Value;
  const Function *F = Call.getCalledFunction();
  unsigned Argument = 0;
  StringRef Format;
  if (!F || !isBuilder(F->getName(), Argument) || Argument >= Call.arg_size() ||
      !getConstantStringInfo(Call.getArgOperand(Argument), Format))
    return Value;
  read(Format, Argument + 1, Value);
  erase_if(Value.Kept,
           [&](unsigned I) { return I >= Call.arg_size() || !Call.getArgOperand(I)->getType()->isPointerTy(); });
  return Value;
}

} // namespace refsan
