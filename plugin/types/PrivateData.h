//===- PrivateData.h - what a library puts in front of objects --*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// GObject allocates the private data of a class in front of the object: "G_DEFINE_TYPE_WITH_PRIVATE".
// The program says no more of it than its size, to a function of the library's, and its name by convention.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_PRIVATEDATA_H
#define REFSAN_PLUGIN_TYPES_PRIVATEDATA_H

namespace llvm {
class CallBase;
class DIType;
} // namespace llvm

namespace refsan {

struct FrontedObject {
  const llvm::DIType *T = nullptr; // a struct of the private data's fields and the object's, as they lie
  unsigned Front = 0;              // where in it the object is, in bytes
};

/// Of a class that is registered by the call. T is null if it has no private data, or its base may have some, too.
FrontedObject withPrivateData(const llvm::DIType *Object, llvm::CallBase &Registers);

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_PRIVATEDATA_H
