//===- scratch.cpp - memory of one check ----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/scratch.h"

#include "base/check.h"
#include "containers/arena.h"
#include "platform/memory.h"

#include <setjmp.h>

namespace refsan::scratch {
namespace {

struct Region {
  void *data;
  usize size;
};
Arena arena;            // what the report shows, and what is small
Vector<Region> regions; // pages handed out and not given back
jmp_buf *way_out;

void forgetRegion(void *data) {
  for (usize i = regions.size(); i-- > 0;)
    if (regions[i].data == data) {
      regions[i] = regions.back();
      regions.pop();
      return;
    }
}

} // namespace

bool run(void (*f)(void *), void *arg) {
  jmp_buf here;
  bool ok = setjmp(here) == 0;
  if (ok) {
    way_out = &here;
    f(arg);
  }
  way_out = nullptr;
  return ok;
}

void outOfMemory() {
  REFSAN_CHECK(way_out != nullptr);
  longjmp(*way_out, 1);
}

void release() {
  for (const Region &region : regions)
    unmapPages(region.data, region.size);
  regions.release();
  arena.release();
}

void *bytes(usize size, usize align) {
  void *data = arena.allocate(size ? size : 1, align);
  must(data != nullptr);
  return data;
}

static void *owned(void *data, usize size) {
  must(data != nullptr);
  must(regions.push({data, size}));
  return data;
}

void *pages(usize size) { return owned(mapPages(size ? size : 1), size ? size : 1); }
void *addresses(usize size) { return owned(reservePages(size ? size : 1), size ? size : 1); }

void *pagesToFill(usize size) {
  void *data = pages(size);
  preferLargePages(data, size);
  return data;
}

void freePages(void *data, usize size) {
  if (!data)
    return;
  forgetRegion(data);
  unmapPages(data, size ? size : 1);
}

const char *copy(StringView text) {
  const char *data = arena.copyText(text);
  must(data != nullptr);
  return data;
}

} // namespace refsan::scratch
