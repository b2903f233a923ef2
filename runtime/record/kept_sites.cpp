//===- kept_sites.cpp - sites of unloaded modules -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/kept_sites.h"

#include "containers/arena.h"
#include "containers/hash_map.h"
#include "record/contexts.h"
#include "record/mismatches.h"
#include "record/places.h"

namespace refsan {

namespace kept_sites {
static Arena arena; // lives as long as the process
static bool busy;

class Copier {
public:
  explicit Copier(Range module) : module_(module) {}
  ~Copier() { copies_.release(); }

  void keep(const refsan_site *&site) {
    if (site && lost(site))
      __atomic_store_n(&site, copyOf(site), __ATOMIC_RELAXED);
  }

private:
  bool lost(const void *constant) const { return module_.contains(reinterpret_cast<uptr>(constant)); }
  const char *text(const char *text) { return text && lost(text) ? arena.copyText(text) : text; }

  const refsan_site *copyOf(const refsan_site *site) {
    if (void **known = copies_.find(site))
      return static_cast<refsan_site *>(*known);
    auto *copy = arena.make<refsan_site>();
    if (!copy)
      return nullptr;
    *copy = *site;
    copies_.insert(site, copy);
    copy->file = text(site->file);
    copy->function = text(site->function);
    copy->type = type(site->type);
    return copy;
  }

  const refsan_variant *variant(const refsan_variant *variant) {
    if (!variant || !lost(variant))
      return variant;
    if (void **known = copies_.find(variant))
      return static_cast<refsan_variant *>(*known);
    auto *copy = arena.make<refsan_variant>();
    if (!copy)
      return nullptr;
    *copy = *variant;
    copies_.insert(variant, copy);
    copy->outer = this->variant(variant->outer);
    return copy;
  }

  // Types refer to each other: known before its fields are copied. They nest as
  // deep as the program's type names, no deeper.
  const refsan_type *type(const refsan_type *type) {
    if (!type || !lost(type))
      return type;
    if (void **known = copies_.find(type))
      return static_cast<refsan_type *>(*known);
    auto *copy = arena.make<refsan_type>();
    auto *fields = arena.make<refsan_field>(type->field_count);
    if (!copy || !fields)
      return nullptr;
    *copy = *type;
    copies_.insert(type, copy);
    copy->name = text(type->name);
    copy->short_name = text(type->short_name);
    copy->fields = fields;
    for (u32 i = 0; i < type->field_count; ++i) {
      fields[i] = type->fields[i];
      fields[i].path = text(fields[i].path);
      fields[i].pointee = this->type(fields[i].pointee);
      fields[i].variant = variant(fields[i].variant);
    }
    return copy;
  }

  Range module_;
  HashMap<const void *, void *> copies_;
};
} // namespace kept_sites

void keepSitesOf(Range module) {
  using namespace kept_sites;
  // Modules go one at a time under the loader's lock; the flag is for others.
  if (__atomic_exchange_n(&busy, true, __ATOMIC_ACQUIRE))
    return;
  Copier copier(module);
  visitContexts(
      [](Context &context, void *copier) {
        static_cast<Copier *>(copier)->keep(context.site);
        static_cast<Copier *>(copier)->keep(context.user);
        static_cast<Copier *>(copier)->keep(context.typed);
      },
      &copier);
  visitPlaces(
      [](RefPlace &place, void *copier) {
        static_cast<Copier *>(copier)->keep(place.line);
        static_cast<Copier *>(copier)->keep(place.operation);
        static_cast<Copier *>(copier)->keep(place.moved);
      },
      &copier);
  visitMismatches(
      [](Mismatch &mismatch, void *copier) {
        static_cast<Copier *>(copier)->keep(mismatch.made);
        static_cast<Copier *>(copier)->keep(mismatch.given);
      },
      &copier);
  __atomic_store_n(&busy, false, __ATOMIC_RELEASE);
}

} // namespace refsan
