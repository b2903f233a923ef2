//===- places.cpp - lines where references are taken, numbered --*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An array of places by number; those of lines of one hash form a list that grows at its head.
//
//===----------------------------------------------------------------------===//

#include "record/places.h"

#include "platform/memory.h"
#include "platform/own_parts.h"
#include "record/contexts.h"
#include "record/retain_words.h"
#include "refsan/kinds.h"

namespace refsan {

bool no_places, stacked_places;

namespace places {
constexpr u32 kPlaces = 1u << kPlaceBits;
constexpr u32 kBuckets = 1 << 14;

struct Entry {
  RefPlace place;
  u32 next; // 0: none
  bool named_releases;
};

struct Table {
  u32 buckets[kBuckets];
  Entry entries[kPlaces];
};

static Table *table;
static u32 used = 1; // 0 is no place

static Table *getTable() {
  Table *have = __atomic_load_n(&table, __ATOMIC_ACQUIRE);
  if (__builtin_expect(have != nullptr, 1))
    return have;
  auto *made = static_cast<Table *>(mapPages(sizeof(Table)));
  if (!made || __atomic_compare_exchange_n(&table, &have, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return made;
  unmapPages(made, sizeof(Table));
  return have;
}

// Among the entries from `head` on, down to `end`; 0: none. A line by itself is that of
// any operation there: where a handle rests, it is not said by which it was taken.
static u32 findFrom(const Table &in, u32 head, u32 end, const RefPlace &place) {
  for (u32 id = head; id != end; id = in.entries[id].next)
    if (const RefPlace &known = in.entries[id].place; known.line == place.line && known.moved == place.moved &&
                                                      known.stack == place.stack &&
                                                      (!place.operation || known.operation == place.operation))
      return id;
  return 0;
}
// Where an operation at `site` is to be shown. The reference that an object was made with says where its handle
// came to rest, too.
static RefPlace placeOf(const refsan_site *site, const refsan_site *user) {
  if (site && static_cast<Op>(site->op) == Op::Alloc)
    return {site, nullptr, user == site ? nullptr : user};
  if (!site || !(site->flags & REFSAN_SITE_LIBRARY))
    return {site ? site : user};
  return user ? RefPlace{user, site} : RefPlace{site};
}

// From the function that called the runtime outward. None once numbers are few: lines matter more.
__attribute__((noinline)) static u32 stackHere() {
  if (__atomic_load_n(&used, __ATOMIC_RELAXED) >= kPlaces / 4 * 3)
    return 0;
  Range own = runtimeCode();
  auto frame = reinterpret_cast<const uptr *>(__builtin_frame_address(0));
  while (own.contains(frame[1]))
    frame = reinterpret_cast<const uptr *>(frame[0]);
  return unwindContext({}, reinterpret_cast<uptr>(frame));
}

static u32 internPlace(Recorder &recorder, RefPlace place) {
  Table *in = place.line && !no_places ? getTable() : nullptr;
  if (!in)
    return 0;
  place.stack = __builtin_expect(stacked_places, 0) ? stackHere() : 0;
  uptr mixed = (reinterpret_cast<uptr>(place.line) + place.stack) * 0x9fb21c651e98df25;
  u32 *bucket = &in->buckets[(mixed >> 40) % kBuckets];
  u32 head = __atomic_load_n(bucket, __ATOMIC_ACQUIRE);
  if (u32 id = findFrom(*in, head, 0, place))
    return id;
  if (__atomic_load_n(&used, __ATOMIC_RELAXED) >= kPlaces)
    return 0;
  u32 id = __atomic_fetch_add(&used, 1, __ATOMIC_RELAXED);
  if (id >= kPlaces)
    return 0;
  Entry &entry = in->entries[id];
  place.sequence = nextSequence(recorder);
  entry = {place, head, false};
  while (!__atomic_compare_exchange_n(bucket, &entry.next, id, true, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
    if (u32 others = findFrom(*in, entry.next, head, place))
      return others; // another thread numbered it meanwhile
    head = entry.next;
  }
  return id;
}
} // namespace places

u32 makePlace(Recorder &recorder, const refsan_site *site) {
  u32 id = places::internPlace(recorder, places::placeOf(site, __refsan_thread.context));
  if (id) { // who finds itself there has a place; nobody's site is null
    const refsan_site *known = stacked_places ? nullptr : site;
    placeMemo(recorder, site) = {__refsan_thread.context, known, lineOf(site), id, retains::wordOf(id)};
  }
  return id;
}

u32 makeMovedPlace(Recorder &recorder, const refsan_site *site, const refsan_site *user, const refsan_site *moved) {
  RefPlace place = places::placeOf(site, user);
  place.moved = moved == place.line ? nullptr : moved;
  return places::internPlace(recorder, place);
}

RefPlace placeNumbered(u32 id) {
  return id && id < __atomic_load_n(&places::used, __ATOMIC_RELAXED) ? places::table->entries[id].place : RefPlace{};
}

void noteNamedRelease(u32 id) {
  if (!hasNamedReleases(id))
    __atomic_store_n(&places::table->entries[id].named_releases, true, __ATOMIC_RELAXED);
}
bool hasNamedReleases(u32 id) { return __atomic_load_n(&places::table->entries[id].named_releases, __ATOMIC_RELAXED); }

void visitPlaces(void (*visit)(RefPlace &place, void *arg), void *arg) {
  using namespace places;
  u32 end = __atomic_load_n(&used, __ATOMIC_ACQUIRE);
  for (u32 id = 1; id < end && id < kPlaces; ++id)
    visit(table->entries[id].place, arg);
}

} // namespace refsan
