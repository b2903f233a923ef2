//===- field_names.h - what a field's name says about ownership -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names that people give to pointers back to what holds an object. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_FIELD_NAMES_H
#define REFSAN_ANALYSIS_FIELD_NAMES_H

namespace refsan {

// The last name of a field's path is like parent, owner, prev, back, outer,
// self: "value.parent", "m_owner_", "self_ref". Null: no.
bool namesTheHolder(const char *path);

} // namespace refsan

#endif // REFSAN_ANALYSIS_FIELD_NAMES_H
