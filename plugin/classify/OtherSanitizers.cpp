//===- OtherSanitizers.cpp - who RefSan cannot share a program with -------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "classify/OtherSanitizers.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/LLVMContext.h"

using namespace llvm;

namespace refsan {

namespace {

struct OtherSanitizer {
  Attribute::AttrKind Attribute;
  const char *Name; // as its option of clang's and rustc's says
};
// ThreadSanitizer is not among them: its programs say so when they start, and can
// run unchecked.
constexpr OtherSanitizer OtherSanitizers[] = {
    {Attribute::SanitizeAddress, "address"},
    {Attribute::SanitizeHWAddress, "hwaddress"},
    {Attribute::SanitizeMemory, "memory"},
};

const OtherSanitizer *otherSanitizerOf(const Module &M) {
  for (const Function &F : M)
    for (const OtherSanitizer &S : OtherSanitizers)
      if (!F.isDeclaration() && F.hasFnAttribute(S.Attribute))
        return &S;
  return nullptr;
}

} // namespace

bool refuseOtherSanitizers(Module &M) {
  const OtherSanitizer *S = otherSanitizerOf(M);
  if (!S)
    return false;
  M.getContext().diagnose(DiagnosticInfoGeneric(
      "RefSan cannot work together with -fsanitize=" + Twine(S->Name) +
      ": both own the heap. Build the program twice, once with refsan.cfg or refsan.rustc, once with -fsanitize=" +
      Twine(S->Name)));
  return true;
}

} // namespace refsan
