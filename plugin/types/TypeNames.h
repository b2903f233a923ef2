//===- TypeNames.h - types as reports show them -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Full type names, from debug info or symbols, made readable. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_TYPENAMES_H
#define REFSAN_PLUGIN_TYPES_TYPENAMES_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace refsan {

/// Without std's module paths, allocators and other default arguments:
/// "Rc<leaky::Node>", "std::vector<int>".
std::string simplifyTypeName(llvm::StringRef Full);

/// The user's own type inside library wrappers, last component only:
/// RcInner<RefCell<leaky::Node>> -> Node.
std::string shortTypeName(llvm::StringRef Full);

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_TYPENAMES_H
