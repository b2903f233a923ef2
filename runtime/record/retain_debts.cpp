//===- retain_debts.cpp - what ends in words of other threads ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The record of an object and a set, which is there only while the word has as many debts as
// it has room for, and changes under the lock alone:
//   bits 5..0 where in the chunk, 11..6 the set, 63..16 how many
//
//===----------------------------------------------------------------------===//

#include "record/retain_debts.h"

#include "record/address_records.h"

namespace refsan::retains {
static AddressRecords debts;

constexpr u32 kSetAt = 6, kDebtCountAt = 16;
constexpr u64 kSame = (u64(1) << 12) - 1;
static_assert(ReferenceWords::kSets < 1u << (12 - kSetAt));

static u64 recordOf(uptr object, u32 set) { return slotInChunk(object) | u64(set) << kSetAt; }
static bool isFullOfDebts(u32 word) { return debtsInWord(word) == kDebts; }

// How many there are besides those in the word. The record goes.
static u32 takeRecord(LockedChunk &chunk, uptr object, u32 set) {
  u64 *at = chunk ? chunk.find(kSame, recordOf(object, set)) : nullptr;
  u32 count = at ? static_cast<u32>(*at >> kDebtCountAt) : 0;
  if (at)
    chunk.remove(at);
  return count;
}

static u32 withoutDebts(u32 word, u32 besides) {
  u32 count = countInWord(word), owed = debtsInWord(word) + besides, rest = word & ~kDebts;
  if (count == kWordMost)
    return rest;
  return count > owed ? rest - owed * kWordOne : 0;
}

static u32 settleRecord(Recorder &mine, uptr object, u32 *word) {
  LockedChunk chunk(debts, mine, object, true);
  u32 besides = takeRecord(chunk, object, mine.word_set), old = load(word), made;
  do
    made = withoutDebts(old, besides);
  while (!exchange(word, old, made));
  return made;
}

__attribute__((noinline)) u32 settle(Recorder &mine, uptr object, u32 *word) {
  u32 old = load(word);
  while (debtsInWord(old)) {
    if (isFullOfDebts(old))
      return settleRecord(mine, object, word);
    u32 made = withoutDebts(old, 0);
    if (exchange(word, old, made))
      return made;
  }
  return old;
}

// One debt more than the word has room for. False: it has room again.
static bool oweMore(Recorder &mine, uptr object, Word word) {
  LockedChunk chunk(debts, mine, object, true);
  if (!chunk)
    return true;
  u32 old = load(word.at);
  if (!isFullOfDebts(old))
    return false;
  u64 *at = chunk.find(kSame, recordOf(object, word.set));
  if (at && *at >> kDebtCountAt < outstandingInWord(old))
    *at += u64(1) << kDebtCountAt;
  else if (!at && outstandingInWord(old))
    chunk.add(recordOf(object, word.set) | u64(1) << kDebtCountAt);
  return true;
}

__attribute__((noinline)) bool endInWord(Recorder &mine, uptr object, Word word, Ends ends) {
  bool is_anothers = word.set != mine.word_set && word.set != ReferenceWords::kSharedSet;
  u32 old = load(word.at);
  if (!is_anothers && debtsInWord(old))
    old = settle(mine, object, word.at);
  while (isOfOnePlace(old) && outstandingInWord(old)) {
    bool ends_retain = endsRetain(old, ends);
    if (is_anothers && ends_retain && isFullOfDebts(old)) {
      if (oweMore(mine, object, word))
        return true;
      old = load(word.at);
      continue;
    }
    u32 made = withMade(old, ends);
    if (ends_retain)
      made = is_anothers ? owingOne(made) : withoutOne(made);
    if (exchange(word.at, old, made))
      return true;
  }
  return false;
}

void forgetDebts(Recorder &mine, uptr object, u32 set, u32 old) {
  if (!isFullOfDebts(old))
    return;
  LockedChunk chunk(debts, mine, object, false);
  takeRecord(chunk, object, set);
}

u32 countOutstanding(uptr object, Word word) {
  struct Wanted {
    u64 record;
    u32 count;
  } besides = {recordOf(object, word.set), 0};
  auto take = [](u64 record, void *arg) {
    auto &wanted = *static_cast<Wanted *>(arg);
    if ((record & kSame) == wanted.record)
      wanted.count = static_cast<u32>(record >> kDebtCountAt);
  };
  u32 old = load(word.at), left = outstandingInWord(old);
  if (isFullOfDebts(old))
    readRecords(debts, object, take, &besides);
  return countInWord(old) == kWordMost ? kWordMost : left > besides.count ? left - besides.count : 0;
}

} // namespace refsan::retains
