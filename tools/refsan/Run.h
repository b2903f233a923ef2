//===- Run.h - refsan run ---------------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_TOOLS_RUN_H
#define REFSAN_TOOLS_RUN_H

namespace refsan {

extern const char RunUsage[];
// Arguments after "run", null-terminated. Returns the tool's exit status.
int runMain(char **Arguments);

} // namespace refsan

#endif // REFSAN_TOOLS_RUN_H
