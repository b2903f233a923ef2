//===- Prefix.cpp - where RefSan stands -----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Prefix.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace refsan {

SmallString<128> pathInPrefix(StringRef Name) {
  static int Here;
  SmallString<128> Path(sys::path::parent_path(sys::path::parent_path(sys::fs::getMainExecutable(nullptr, &Here))));
  sys::path::append(Path, Name);
  return Path;
}

} // namespace refsan
