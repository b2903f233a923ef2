//===- Constants.h - the ABI's records as IR constants ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Emits strings and the records of refsan/abi.h into a module. The struct types
// here are the pass's side of the layouts that abi.h asserts.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_BASE_CONSTANTS_H
#define REFSAN_PLUGIN_BASE_CONSTANTS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/Module.h"

namespace refsan {

class Constants {
  llvm::StringMap<llvm::Constant *> Strings;

public:
  llvm::Module &M;
  llvm::PointerType *Ptr;
  llvm::IntegerType *I16, *I32, *I64;
  llvm::StructType *Variant; // refsan_variant
  llvm::StructType *Field;   // refsan_field
  llvm::StructType *Type;    // refsan_type
  llvm::StructType *Site;    // refsan_site

  explicit Constants(llvm::Module &M);

  /// A C string; null pointer for an empty one.
  llvm::Constant *string(llvm::StringRef Text);
  llvm::Constant *u16(unsigned V) { return llvm::ConstantInt::get(I16, V); }
  llvm::Constant *u32(uint64_t V) { return llvm::ConstantInt::get(I32, V); }
  llvm::Constant *u64(uint64_t V) { return llvm::ConstantInt::get(I64, V); }
  llvm::Constant *null() { return llvm::ConstantPointerNull::get(Ptr); }
  /// A private constant of the module.
  llvm::GlobalVariable *global(llvm::Constant *Init, const llvm::Twine &Name);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_BASE_CONSTANTS_H
