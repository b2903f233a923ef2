//===- glib_slices.cpp - objects of GLib are blocks of malloc's -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// GLib before 2.76 keeps small objects in slices of its own, many to a block. It
// has a switch for tools like this one, to be set before it allocates at all, and
// it does that in its constructor. What comes earlier, when all libraries are in place
// already, is the resolver of an indirect function of the executable. (A library that is
// loaded later, when the environment is there, must leave GLib alone.)
//
//===----------------------------------------------------------------------===//

#include "base/ints.h"

#include <unistd.h>

extern "C" __attribute__((weak)) void g_slice_set_config(int key, refsan::i64 value);

namespace refsan::glib_slices {

static void nothing() {}

// Called by the loader: no call may go through a table that it has not filled yet.
extern "C" __attribute__((visibility("hidden"), used)) void (*__refsan_configure_slices())() {
  constexpr int kAlwaysMalloc = 1;
  void (*volatile configure)(int, i64) = g_slice_set_config;
  if (configure && !environ)
    configure(kAlwaysMalloc, 1);
  return nothing;
}

extern "C" __attribute__((visibility("hidden"), ifunc("__refsan_configure_slices"))) void __refsan_before_libraries();
__attribute__((used)) static void (*const asked_for)() = __refsan_before_libraries;

} // namespace refsan::glib_slices
