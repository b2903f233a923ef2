//===- demangle.h - names out of linker symbols -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plain part of the Itanium and Rust's legacy mangling, for what the runtime
// shows without a symbolizer: namespaces, classes, functions, no parameters.
// Arguments of templates are shown as <...>. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_DEMANGLE_H
#define REFSAN_ANALYSIS_DEMANGLE_H

#include "base/format.h"
#include "base/strings.h"

namespace refsan {

// "_ZN2ui6Widget4drawEv" -> ui::Widget::draw; "_ZTV4Node" -> Node. False, and
// nothing written: the symbol is not of the plain kind.
bool demangle(StringView symbol, TextBuilder &out);
// The same for Rust's mangling v0: "_RNvCs1234_5leaky4main" -> leaky::main.
bool demangleRust(StringView symbol, TextBuilder &out);

} // namespace refsan

#endif // REFSAN_ANALYSIS_DEMANGLE_H
