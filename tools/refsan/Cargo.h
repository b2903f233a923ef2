//===- Cargo.h - cargo refsan -----------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_TOOLS_CARGO_H
#define REFSAN_TOOLS_CARGO_H

namespace refsan {

extern const char CargoUsage[];
// Arguments after "cargo", null-terminated. Returns the tool's exit status.
int cargoMain(char **Arguments);

} // namespace refsan

#endif // REFSAN_TOOLS_CARGO_H
