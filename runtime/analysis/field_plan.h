//===- field_plan.h - the pointers to look at in a type ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What follows from a type's fields for each object of it, worked out once a type.
// Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_FIELD_PLAN_H
#define REFSAN_ANALYSIS_FIELD_PLAN_H

#include "analysis/edge_bits.h"
#include "analysis/scratch.h"
#include "refsan/abi.h"

namespace refsan {

struct PlannedField {
  enum Asks : u8 {
    kVariant = 1,  // is there while its variant is
    kStorage = 2,  // says what a block of unknown making is for
    kLimits = 4,   // its container says which part of the buffer is in use
    kInPlace = 8,  // may lead from a small value that lies in its place
    kArray = 16,   // "T **", "T *": may be an array of pointers, of structs
    kOrArray = 32, // one of two in a union, the other or itself such one
  };
  const refsan_field *field;
  u32 offset;
  u16 bits; // EdgeBits of what it leads to
  u8 asks;
};

struct FieldPlan {
  Span<PlannedField> fields; // by offset; of a C++ handle's two words the second one, which says all
  bool fixed = true;         // all of them are in each object
};

class FieldPlans {
public:
  // Valid as long as the check's memory.
  const FieldPlan *of(const refsan_type &type);
  void release() { plans_.release(); }

private:
  static FieldPlan make(const refsan_type &type);
  HashMap<const refsan_type *, const FieldPlan *> plans_;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_FIELD_PLAN_H
