//===- names_of_kinds.h - kinds.def in words --------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What kinds.def says about the kinds that reports name.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_NAMES_OF_KINDS_H
#define REFSAN_REPORT_NAMES_OF_KINDS_H

#include "refsan/kinds.h"

namespace refsan {

struct ClassRow {
  const char *name;
  const char *singular;
  const char *plural;
};
constexpr ClassRow class_rows[] = {
#define REFSAN_CLASS(Enum, Id, Name, Singular, Plural) {Name, Singular, Plural},
#include "refsan/kinds.def"
};
constexpr const ClassRow &classRow(Class kind) { return class_rows[static_cast<unsigned>(kind)]; }

constexpr const char *proof_names[] = {
#define REFSAN_PROOF(Enum, Id, Name) Name,
#include "refsan/kinds.def"
};
constexpr const char *proofName(Proof proof) { return proof_names[static_cast<unsigned>(proof)]; }

constexpr const char *strength_names[] = {
#define REFSAN_STRENGTH(Enum, Id, Name) Name,
#include "refsan/kinds.def"
};
constexpr const char *strengthName(Strength strength) { return strength_names[static_cast<unsigned>(strength)]; }

struct RootRow {
  bool doubtful;
  const char *name;
  const char *words;
};
constexpr RootRow root_rows[] = {
#define REFSAN_ROOT(Enum, Id, Doubtful, Name, Words) {Doubtful, Name, Words},
#include "refsan/kinds.def"
};
constexpr const RootRow &rootRow(RootKind kind) { return root_rows[static_cast<unsigned>(kind)]; }

} // namespace refsan

#endif // REFSAN_REPORT_NAMES_OF_KINDS_H
