//===- field_plan.cpp - the pointers to look at in a type -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/field_plan.h"

#include "analysis/field_names.h"

namespace refsan {
namespace {

Strength saidOf(const refsan_field &field) { return static_cast<Strength>(field.strength); }

// A C++ handle is two words, the object's address and the control block's: the
// second one says all.
bool isHalfOfHandle(const refsan_field &field, const refsan_field &next) {
  return saidOf(field) == Strength::Raw && next.offset == field.offset + 8 &&
         (saidOf(next) == Strength::Strong || saidOf(next) == Strength::Weak) &&
         (field.path == next.path || StringView(field.path) == next.path);
}

// An assumed handle is as a word of unknown meaning, but for its name.
u16 bitsOf(const refsan_field &field) {
  bool assumed = saidOf(field) == Strength::Assumed;
  u16 bits = assumed ? u16(kAssumed) : static_cast<u16>((field.strength & kStrengthMask) | kTyped);
  return strengthOf(bits) == Strength::Raw && namesTheHolder(field.path) ? bits | kNamesHolder : bits;
}

u8 asksOf(const refsan_field &field) {
  Layout layout = static_cast<Layout>(field.layout);
  u32 asks = field.variant ? PlannedField::kVariant : 0;
  if (saidOf(field) == Strength::Storage)
    asks |= PlannedField::kStorage;
  if (layout == Layout::Filled || layout == Layout::Chunks || layout == Layout::Counted || layout == Layout::Ring ||
      layout == Layout::Segments)
    asks |= PlannedField::kLimits;
  if (saidOf(field) == Strength::Raw && layout == Layout::Many)
    asks |= PlannedField::kArray;
  if (layout == Layout::Stored)
    asks |= PlannedField::kInPlace;
  return static_cast<u8>(asks);
}

} // namespace

FieldPlan FieldPlans::make(const refsan_type &type) {
  PlannedField *fields = scratch::make<PlannedField>(type.field_count);
  FieldPlan plan;
  usize count = 0;
  for (u32 i = 0; i < type.field_count; ++i) {
    const refsan_field &field = type.fields[i];
    if (i + 1 < type.field_count && isHalfOfHandle(field, type.fields[i + 1]))
      continue;
    fields[count++] = {&field, field.offset, bitsOf(field), asksOf(field)};
    if (count > 1 && field.pointee && fields[count - 1].asks & PlannedField::kArray &&
        fields[count - 2].offset == field.offset)
      fields[count - 2].asks |= PlannedField::kOrArray, fields[count - 1].asks |= PlannedField::kOrArray;
    plan.fixed = plan.fixed && !field.variant;
  }
  plan.fields = {fields, count};
  return plan;
}

const FieldPlan *FieldPlans::of(const refsan_type &type) {
  bool created;
  const FieldPlan *&plan = scratch::slot<const refsan_type *, const FieldPlan *>(plans_, &type, nullptr, &created);
  if (created) {
    auto *made = scratch::make<FieldPlan>();
    *made = make(type);
    plan = made;
  }
  return plan;
}

} // namespace refsan
