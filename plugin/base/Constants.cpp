//===- Constants.cpp - the ABI's records as IR constants ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Constants.h"

using namespace llvm;

namespace refsan {

Constants::Constants(Module &M) : M(M) {
  LLVMContext &C = M.getContext();
  Ptr = PointerType::getUnqual(C);
  I16 = llvm::Type::getInt16Ty(C);
  I32 = llvm::Type::getInt32Ty(C);
  I64 = llvm::Type::getInt64Ty(C);
  Variant = StructType::get(C, {Ptr, I32, I16, I16, I64, I64});
  Field = StructType::get(C, {Ptr, Ptr, I32, I16, I16, Ptr});
  Type = StructType::get(C, {Ptr, Ptr, Ptr, I64, I32, I32, I16, I16, I32});
  Site = StructType::get(C, {Ptr, Ptr, Ptr, I32, I32, I16, I16, I32});
}

GlobalVariable *Constants::global(Constant *Init, const Twine &Name) {
  auto *G = new GlobalVariable(M, Init->getType(), /*isConstant=*/true, GlobalValue::PrivateLinkage, Init, Name);
  G->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  return G;
}

Constant *Constants::string(StringRef Text) {
  if (Text.empty())
    return null();
  Constant *&S = Strings[Text];
  if (!S)
    S = global(ConstantDataArray::getString(M.getContext(), Text), "__refsan_str");
  return S;
}

} // namespace refsan
