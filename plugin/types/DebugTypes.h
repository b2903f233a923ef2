//===- DebugTypes.h - types as debug info has them --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names of types, their arguments, and what typedefs and qualifiers stand for. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_DEBUGTYPES_H
#define REFSAN_PLUGIN_TYPES_DEBUGTYPES_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace llvm {
class DICompositeType;
class DIDerivedType;
class DISubprogram;
class DIType;
class DITypeRefArray;
} // namespace llvm

namespace refsan {

/// The name of \p T with its scopes and arguments: "alloc::rc::Rc<leaky::Node>".
std::string fullTypeName(const llvm::DIType *T);
/// The first type argument of a template or generic; null: none.
const llvm::DIType *firstTypeArgument(const llvm::DICompositeType *T);
const llvm::DIType *firstTypeArgument(const llvm::DISubprogram *SP);
/// All type arguments, those of a pack, too.
llvm::SmallVector<const llvm::DIType *, 4> typeArguments(const llvm::DICompositeType *T);
/// The types of the result and of the parameters, as far as debug info has them; of null, too.
llvm::DITypeRefArray signatureOf(const llvm::DISubprogram *SP);
/// The member "a.b" of T, null: none. Its offset in bits is added to Offset.
const llvm::DIDerivedType *memberOf(const llvm::DICompositeType *T, llvm::StringRef Path, uint64_t &Offset);
/// Without typedefs and qualifiers.
const llvm::DIType *strippedType(const llvm::DIType *T);
/// The struct that a struct begins with, as C derives one; null: none.
const llvm::DICompositeType *startOf(const llvm::DICompositeType &T);
/// Of a struct or another type that is no pointer, as it is used here: the name that a typedef gives it; empty: none.
llvm::StringRef typedefName(const llvm::DIType *T);

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_DEBUGTYPES_H
