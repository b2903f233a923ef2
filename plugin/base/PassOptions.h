//===- PassOptions.h - what can be asked of the pass ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_BASE_PASSOPTIONS_H
#define REFSAN_PLUGIN_BASE_PASSOPTIONS_H

namespace refsan {

struct PassOptions {
#define REFSAN_PASS_OPTION(Field, Name, Default, Help) bool Field = Default;
#include "tables/PassOptions.def"
};

/// Read once from the environment. An unknown name or a bad value ends the
/// compiler: a misspelt option must not be ignored.
const PassOptions &passOptions();

} // namespace refsan

#endif // REFSAN_PLUGIN_BASE_PASSOPTIONS_H
