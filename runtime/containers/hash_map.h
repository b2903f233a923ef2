//===- hash_map.h - a hash table --------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Open addressing on pages of its own, for trivially copyable keys and values. One
// thread at a time; no libc call; constant-initialised and never destroyed by
// itself: release() gives the pages back. Pointers to values are void after the
// next insert() or erase().
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_CONTAINERS_HASH_MAP_H
#define REFSAN_CONTAINERS_HASH_MAP_H

#include "base/check.h"
#include "base/hash.h"
#include "base/ints.h"
#include "platform/memory.h"

namespace refsan {

// How a key behaves. A key of zero bytes marks a free place, so it can't be used.
template <typename K> struct HashTraits {
  static u64 hash(const K &key) { return mixBits((u64)key); } // NOLINT: integers and pointers alike
  static bool equal(const K &a, const K &b) { return a == b; }
  static bool isFree(const K &key) { return key == K{}; }
};

template <typename K, typename V, typename Traits = HashTraits<K>> class HashMap {
  static_assert(__is_trivially_copyable(K) && __is_trivially_copyable(V), "entries are moved as bytes");

public:
  struct Entry {
    K key;
    V value;
  };
  constexpr HashMap() = default;
  HashMap(const HashMap &) = delete;
  HashMap &operator=(const HashMap &) = delete;

  // Null: not there.
  V *find(const K &key) const {
    if (capacity_ == 0 || Traits::isFree(key))
      return nullptr;
    Entry &entry = entries_[placeOf(key)];
    return Traits::isFree(entry.key) ? nullptr : &entry.value;
  }
  // The value of `key`; if it was not there, a copy of `initial` is now. Null:
  // out of memory, and failed() from then on.
  V *insert(const K &key, const V &initial, bool *created = nullptr) {
    REFSAN_CHECK(!Traits::isFree(key));
    if (created)
      *created = false;
    if (size_ + size_ / 2 >= capacity_ && !rehash(capacity_ ? 2 * capacity_ : firstCapacity()))
      return nullptr;
    Entry &entry = entries_[placeOf(key)];
    if (Traits::isFree(entry.key)) {
      entry.key = key;
      entry.value = initial;
      ++size_;
      if (created)
        *created = true;
    }
    return &entry.value;
  }
  // False: it was not there. Later entries move up, so that no gap ends a search.
  bool erase(const K &key) {
    if (!find(key))
      return false;
    usize gap = placeOf(key);
    for (usize i = next(gap); !Traits::isFree(entries_[i].key); i = next(i)) {
      usize home = Traits::hash(entries_[i].key) & (capacity_ - 1);
      if (((i - home) & (capacity_ - 1)) >= ((i - gap) & (capacity_ - 1))) {
        entries_[gap] = entries_[i];
        gap = i;
      }
    }
    __builtin_memset(static_cast<void *>(&entries_[gap]), 0, sizeof(Entry));
    --size_;
    return true;
  }
  bool reserve(usize size) {
    usize capacity = capacity_ ? capacity_ : firstCapacity();
    while (size + size / 2 >= capacity)
      capacity *= 2;
    return capacity == capacity_ || rehash(capacity);
  }
  void release() {
    unmapPages(entries_, capacity_ * sizeof(Entry));
    entries_ = nullptr;
    size_ = capacity_ = 0;
    failed_ = false;
  }

  // In no particular order: for (auto &entry : map)
  class Iterator {
  public:
    Iterator(Entry *at, Entry *end) : at_(at), end_(end) { skip(); }
    Entry &operator*() const { return *at_; }
    Iterator &operator++() {
      ++at_;
      skip();
      return *this;
    }
    bool operator!=(const Iterator &other) const { return at_ != other.at_; }

  private:
    void skip() {
      while (at_ != end_ && Traits::isFree(at_->key))
        ++at_;
    }
    Entry *at_, *end_;
  };
  Iterator begin() const { return Iterator(entries_, entries_ + capacity_); }
  Iterator end() const { return Iterator(entries_ + capacity_, entries_ + capacity_); }

  usize size() const { return size_; }
  bool failed() const { return failed_; }

private:
  static constexpr usize firstCapacity() {
    usize capacity = 16;
    while (2 * capacity * sizeof(Entry) <= kPageSize)
      capacity *= 2;
    return capacity;
  }
  usize next(usize i) const { return (i + 1) & (capacity_ - 1); }
  // Where the key is or belongs. There always is a free place.
  usize placeOf(const K &key) const {
    usize i = Traits::hash(key) & (capacity_ - 1);
    while (!Traits::isFree(entries_[i].key) && !Traits::equal(entries_[i].key, key))
      i = next(i);
    return i;
  }
  bool rehash(usize capacity) {
    usize bytes;
    void *pages = __builtin_mul_overflow(capacity, sizeof(Entry), &bytes) ? nullptr : mapPages(bytes);
    if (!pages) {
      failed_ = true;
      return false;
    }
    Entry *old = entries_;
    usize old_capacity = capacity_;
    entries_ = static_cast<Entry *>(pages);
    capacity_ = capacity;
    for (usize i = 0; i < old_capacity; ++i)
      if (!Traits::isFree(old[i].key))
        entries_[placeOf(old[i].key)] = old[i];
    unmapPages(old, old_capacity * sizeof(Entry));
    return true;
  }

  Entry *entries_ = nullptr;
  usize size_ = 0;
  usize capacity_ = 0; // a power of two
  bool failed_ = false;
};

} // namespace refsan

#endif // REFSAN_CONTAINERS_HASH_MAP_H
