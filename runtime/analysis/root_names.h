//===- root_names.h - what a root is called ------------------- -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which variable a word of a module is, which function's frame a word of a stack
// lies in. Threads are still stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_ROOT_NAMES_H
#define REFSAN_ANALYSIS_ROOT_NAMES_H

#include "analysis/names.h"
#include "analysis/root.h"
#include "report/model.h"

namespace refsan {

// The root that the word at `slot` belongs to: all but the way.
Keeper describeRoot(const Root &root, uptr slot, const Names &names);

} // namespace refsan

#endif // REFSAN_ANALYSIS_ROOT_NAMES_H
