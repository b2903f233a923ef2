//===- held_storage.cpp - buffers known by who holds them -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/held_storage.h"

#include "analysis/workers.h"

namespace refsan {

const refsan_field HeldStorage::kAny = {};

void HeldStorage::release() {
  held_by_.free();
  kind_.free();
  kinds_.release();
  plans_.release();
  any_ = any_arrays_ = false;
}

void HeldStorage::note(u32 block, const refsan_field &field) {
  refsan::note(&any_);
  // Of two holders, that which knows the type.
  if (field.pointee || !__atomic_load_n(&held_by_[block], __ATOMIC_RELAXED))
    __atomic_store_n(&held_by_[block], &field, __ATOMIC_RELAXED);
}

u16 HeldStorage::numberOf(const refsan_field &field, usize bytes, const BlockKind &own) {
  BlockKind kind = own.type ? own : BlockKind();
  kind.foreign = kind.hidden = true;
  Layout layout = static_cast<Layout>(field.layout);
  const refsan_type *type = field.pointee;
  bool known = type && type->flags & REFSAN_TYPE_COMPLETE && type->size > 0;
  bool many = layout == Layout::Many || layout == Layout::Filled || layout == Layout::Counted || layout == Layout::Ring;
  bool whole = many && known && bytes % type->size == 0;
  if (whole || (known && layout == Layout::Headed)) {
    kind.type = type;
    kind.typed = true;
    kind.plan = plans_.of(*type);
    kind.layout = whole ? Layout::Many : layout;
  }
  constexpr usize kMostKinds = 1 << 12;
  for (usize i = 0; i < kinds_.size(); ++i)
    if ((kinds_[i].type == kind.type && kinds_[i].layout == kind.layout) || i == kMostKinds)
      return static_cast<u16>(i + 1);
  scratch::push(kinds_, kind);
  return static_cast<u16>(kinds_.size());
}

} // namespace refsan
