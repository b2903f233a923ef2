//===- Prefix.h - where RefSan stands ---------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The folder of refsan.cfg, bin/ and lib/: that of the build or of an installation.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_TOOLS_PREFIX_H
#define REFSAN_TOOLS_PREFIX_H

#include "llvm/ADT/SmallString.h"

namespace refsan {

// The path of a file of ours, found by the place of this program.
llvm::SmallString<128> pathInPrefix(llvm::StringRef Name);

} // namespace refsan

#endif // REFSAN_TOOLS_PREFIX_H
