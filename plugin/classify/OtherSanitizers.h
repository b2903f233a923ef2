//===- OtherSanitizers.h - who RefSan cannot share a program with *- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_OTHER_SANITIZERS_H
#define REFSAN_OTHER_SANITIZERS_H

#include "llvm/IR/Module.h"

namespace refsan {

// A module that was also compiled for a sanitizer with an allocator of its own is an
// error, said once: what such a program allocates would be seen by one of the two
// only. True: it was said.
bool refuseOtherSanitizers(llvm::Module &M);

} // namespace refsan

#endif // REFSAN_OTHER_SANITIZERS_H
