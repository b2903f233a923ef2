//===- HiddenRegisters.cpp - what assembly does not tell ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/HiddenRegisters.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/InstrTypes.h"

using namespace llvm;

namespace refsan {

static bool isVector(StringRef Name) {
  unsigned Number;
  return Name.size() > 3 && StringRef("xyz").contains(Name[0]) && Name.substr(1).starts_with("mm") &&
         !Name.drop_front(3).getAsInteger(10, Number);
}

// For all parts of one register the same.
static std::string wholeRegister(StringRef Name) {
  if (isVector(Name))
    return ("x" + Name.drop_front()).str();
  StringRef Legacy = StringSwitch<StringRef>(Name)
                         .Cases({"rax", "eax", "ax", "al", "ah"}, "rax")
                         .Cases({"rbx", "ebx", "bx", "bl", "bh"}, "rbx")
                         .Cases({"rcx", "ecx", "cx", "cl", "ch"}, "rcx")
                         .Cases({"rdx", "edx", "dx", "dl", "dh"}, "rdx")
                         .Cases({"rsi", "esi", "si", "sil"}, "rsi")
                         .Cases({"rdi", "edi", "di", "dil"}, "rdi")
                         .Default("");
  if (!Legacy.empty())
    return Legacy.str();
  unsigned Number;
  StringRef Rest = Name;
  if (!Rest.consume_front("r") || Rest.consumeInteger(10, Number) || Number < 8 || Number > 15)
    return "";
  return "r" + utostr(Number);
}

static StringSet<> declared(const InlineAsm &Code) {
  StringSet<> Names;
  for (const InlineAsm::ConstraintInfo &Constraint : Code.ParseConstraints())
    for (StringRef One : Constraint.Codes)
      if (One.consume_front("{") && One.consume_back("}"))
        Names.insert(wholeRegister(One.lower()));
  return Names;
}

HiddenRegisters hiddenRegisters(const Instruction &I) {
  const auto *Call = dyn_cast<CallBase>(&I);
  const auto *Code = Call ? dyn_cast<InlineAsm>(Call->getCalledOperand()) : nullptr;
  if (!Code)
    return HiddenRegisters::None;
  StringSet<> Declared = declared(*Code);
  HiddenRegisters Found = HiddenRegisters::None;
  StringRef Text = Code->getAsmString();
  while (!Text.empty()) {
    Text = Text.drop_until([](char C) { return isAlpha(C); });
    StringRef Word = Text.take_while([](char C) { return isAlnum(C) || C == '_'; });
    Text = Text.drop_front(Word.size());
    std::string Name = Word.lower(), Register = wholeRegister(Name);
    bool Vector = isVector(Name);
    if (Register.empty() || !(Vector || Register == Name) || Declared.contains(Register))
      continue;
    if (Vector)
      return HiddenRegisters::Vector;
    Found = HiddenRegisters::General;
  }
  return Found;
}

HiddenRegisters hiddenRegisters(const Function &F) {
  HiddenRegisters Found = HiddenRegisters::None;
  for (const Instruction &I : instructions(F))
    Found = std::max(Found, hiddenRegisters(I));
  return Found;
}

} // namespace refsan
