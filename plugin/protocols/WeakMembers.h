//===- WeakMembers.h - fields with weak references --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A plain pointer says nothing of its strength, but the code that fills it does:
// "n->parent = node_watch(p)". Members that get what a declared weak retain was
// about, and nowhere what a strong one was about. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_PROTOCOLS_WEAKMEMBERS_H
#define REFSAN_PLUGIN_PROTOCOLS_WEAKMEMBERS_H

#include "protocols/DeclaredFunctions.h"
#include "llvm/ADT/DenseSet.h"

namespace llvm {
class DIDerivedType;
} // namespace llvm

namespace refsan {

class WeakMembers {
  llvm::DenseSet<const llvm::DIDerivedType *> Found;

public:
  WeakMembers(const llvm::Module &M, const DeclaredFunctions &Declared);
  bool contains(const llvm::DIDerivedType &Member) const { return Found.contains(&Member); }
};

} // namespace refsan

#endif // REFSAN_PLUGIN_PROTOCOLS_WEAKMEMBERS_H
