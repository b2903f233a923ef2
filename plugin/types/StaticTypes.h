//===- StaticTypes.h - declared types of values -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pointers of the IR have no types; debug info knows those of variables and of
// members. Pure; made for code as it is at pipeline start.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_STATICTYPES_H
#define REFSAN_PLUGIN_TYPES_STATICTYPES_H

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Instructions.h"

namespace refsan {

/// The type that the variable was declared with; null: none is known.
const llvm::DIType *variableType(const llvm::AllocaInst &Variable);
/// The type of a value that was loaded from a variable or from a member of what
/// a variable points to; null: not known.
const llvm::DIType *staticType(const llvm::Value &Loaded);
/// The type of a global variable, stripped; null: not known.
const llvm::DIType *globalType(const llvm::GlobalVariable &Global);
/// The type of what lies at a place: in a member of what a variable points to, behind a pointer to it ("*out"), in an
/// array that one points to; null: not known.
const llvm::DIType *staticTypeAt(const llvm::Instruction &At, const llvm::Value &Place);
/// The member of what a variable points to that lies at a place which the instruction uses; null: not known.
const llvm::DIDerivedType *staticMember(const llvm::Instruction &At, const llvm::Value &Place);
/// What a pointer or reference type points to, without qualifiers; null: it is none.
const llvm::DIType *pointeeOf(const llvm::DIType *T);

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_STATICTYPES_H
