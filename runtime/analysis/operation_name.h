//===- operation_name.h - short names of library operations -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a report calls the library function that took a reference:
//   <alloc::rc::Rc<leaky::Node> as core::clone::Clone>::clone -> Rc::clone
//   std::shared_ptr<Node>::operator=                          -> shared_ptr::operator=
// Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_OPERATION_NAME_H
#define REFSAN_ANALYSIS_OPERATION_NAME_H

#include "base/format.h"
#include "base/strings.h"

namespace refsan {

void shortenOperation(StringView function, TextBuilder &out);

// The last component of a path, without arguments: "Node" of "a::Node<T>".
StringView lastComponent(StringView path);

} // namespace refsan

#endif // REFSAN_ANALYSIS_OPERATION_NAME_H
