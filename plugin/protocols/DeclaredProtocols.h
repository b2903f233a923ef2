//===- DeclaredProtocols.h - where protocols are declared -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Three places: the files of -refsan-protocols (or, where a compiler reads its
// options before it loads the plugin, of REFSAN_PROTOCOLS), the macros of
// refsan.h, the attribute annotate("refsan: ...").
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_PROTOCOLS_DECLAREDPROTOCOLS_H
#define REFSAN_PLUGIN_PROTOCOLS_DECLAREDPROTOCOLS_H

#include "protocols/Protocols.h"
#include "llvm/ADT/Twine.h"

namespace llvm {
class Module;
} // namespace llvm

namespace refsan {

/// What is declared for the module. What the macros left in it is taken out. A
/// mistake is an error of the compilation.
Protocols declaredProtocols(llvm::Module &M);

/// Fails the compilation with a message.
void reportError(const llvm::Module &M, const llvm::Twine &Message);

} // namespace refsan

#endif // REFSAN_PLUGIN_PROTOCOLS_DECLAREDPROTOCOLS_H
