//===- kept_sites.h - sites of unloaded modules -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Records point to sites and types, which are constants of the modules that were
// compiled with them. Before such a module goes, what records say is copied.
// Called while the module is being unloaded; other threads may record meanwhile.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_KEPT_SITES_H
#define REFSAN_RECORD_KEPT_SITES_H

#include "base/ints.h"

namespace refsan {

void keepSitesOf(Range module);

} // namespace refsan

#endif // REFSAN_RECORD_KEPT_SITES_H
