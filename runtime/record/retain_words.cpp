//===- retain_words.cpp - outstanding retains in a word: many threads -----===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/retain_words.h"

#include "record/places.h"
#include "record/references.h"

namespace refsan::retains {

Word findInAnySet(uptr object, u32 place) {
  Word any, of_place;
  forEachWord(object, [&](Word word) {
    u32 old = load(word.at);
    if (!old || !hasAny(old))
      return;
    any = word;
    if (placeInWord(old) == place)
      of_place = word;
  });
  return of_place.at ? of_place : any;
}

Word findOfSite(uptr object, const refsan_site *site, Word word) {
  auto isOfSite = [&](Word at) {
    u32 old = load(at.at);
    return old && hasAny(old) && placeNumbered(placeInWord(old)).isAbout(site);
  };
  if (!isOfSite(word))
    forEachWord(object, [&](Word at) { word = isOfSite(at) ? at : word; });
  if (u32 old = load(word.at); isOfSite(word) && isOfOnePlace(old))
    noteNamedRelease(placeInWord(old));
  return word;
}

// As in newestOf.
Word findUnnamed(uptr object, Word word) {
  auto isUnnamed = [&](Word at) {
    u32 old = load(at.at);
    return old && hasAny(old) && !(isOfOnePlace(old) && hasNamedReleases(placeInWord(old)));
  };
  if (!isUnnamed(word))
    forEachWord(object, [&](Word at) { word = isUnnamed(at) ? at : word; });
  return word;
}

} // namespace refsan::retains

namespace refsan {

bool mayHoldMade(uptr object) {
  using namespace retains;
  bool any = false, ended = false;
  forEachWord(object, [&](Word word) {
    u32 old = load(word.at);
    any |= old && hasAny(old);
    ended |= (old & kMade) != 0;
  });
  return any && !ended;
}

} // namespace refsan
