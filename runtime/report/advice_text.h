//===- advice_text.h - how to break a cycle, in words -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Puts an advice into the words of the language the finding is in.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_ADVICE_TEXT_H
#define REFSAN_REPORT_ADVICE_TEXT_H

#include "report/text_layout.h"

namespace refsan {

// "make `Node::next` a `Weak`, or clear it before the last owner goes". The
// advice must be known.
void writeAdvice(const Finding &finding, TextOutput &out);
// "it was taken last and closed the cycle; without it both objects are freed"
void writeReason(const Finding &finding, TextOutput &out);

} // namespace refsan

#endif // REFSAN_REPORT_ADVICE_TEXT_H
