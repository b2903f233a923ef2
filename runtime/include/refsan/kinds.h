//===- kinds.h - the enumerations of kinds.def ------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// kinds.def as C++ enumerations, for the pass, the runtime and the tools.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_KINDS_H
#define REFSAN_KINDS_H

namespace refsan {

enum class Strength : unsigned short {
#define REFSAN_STRENGTH(Enum, Id, Name) Enum = Id,
#include "refsan/kinds.def"
};

enum class Layout : unsigned short {
#define REFSAN_LAYOUT(Enum, Id) Enum = Id,
#include "refsan/kinds.def"
};

// T's from the start of a block on.
constexpr bool isPlainArray(Layout layout) { return layout == Layout::Many || layout == Layout::Array; }
// An array with its control block in one.
constexpr bool isCountedArray(Layout layout) { return layout == Layout::ThenCounts || layout == Layout::AfterCounts; }

enum class Protocol : unsigned {
#define REFSAN_PROTOCOL(Enum, Id, ...) Enum = Id,
#include "refsan/kinds.def"
};

enum class AllocFamily : unsigned char {
#define REFSAN_FAMILY(Enum, Id, ...) Enum = Id,
#include "refsan/kinds.def"
};

enum class Op : unsigned short {
#define REFSAN_OP(Enum, Id, Name) Enum = Id,
#include "refsan/kinds.def"
};

enum class Class : unsigned char {
#define REFSAN_CLASS(Enum, Id, ...) Enum = Id,
#include "refsan/kinds.def"
};

enum class Proof : unsigned char {
#define REFSAN_PROOF(Enum, Id, Name) Enum = Id,
#include "refsan/kinds.def"
};

enum class RootKind : unsigned char {
#define REFSAN_ROOT(Enum, Id, ...) Enum = Id,
#include "refsan/kinds.def"
};

enum class Exit : int {
#define REFSAN_EXIT(Enum, Code, Meaning) Enum = Code,
#include "refsan/kinds.def"
};

// Where the tool's `run` wants the JSON document of every process; the gate is closed then.
constexpr const char *kRunFolderVariable = "REFSAN_RUN_FOLDER";

} // namespace refsan

#endif // REFSAN_KINDS_H
