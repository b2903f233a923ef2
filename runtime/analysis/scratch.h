//===- scratch.h - memory of one check --------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The check needs memory of the size of what it looks at, and cannot go on
// without. Every request here either succeeds or leaves the check as a whole
// (a jump to withScratch's caller), so that the algorithms stay free of error
// paths. Nothing in analysis/ has destructors that matter. One thread.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SCRATCH_H
#define REFSAN_ANALYSIS_SCRATCH_H

#include "base/strings.h"
#include "containers/hash_map.h"
#include "containers/vector.h"
#include "report/model.h"

namespace refsan::scratch {

// Runs f(arg). False: memory ran out on the way, f was left.
bool run(void (*f)(void *), void *arg);
// Leaves the function that run() runs. Outside of run(): ends the process.
[[noreturn]] void outOfMemory();
// Gives all memory since the last release() back: everything below is void.
void release();

void *bytes(usize size, usize align); // zeroed, small or large
void *pages(usize size);              // zeroed, on pages of its own, which cost nothing until they are used
void *pagesToFill(usize size);        // the same for what is used to the end: fewer faults
void *addresses(usize size);          // of pages that usePages() makes usable (platform/memory.h)
void freePages(void *data, usize size);
const char *copy(StringView text);

// For what is bounded by the report, or lives as long.
template <typename T> T *make(usize count = 1) { return static_cast<T *>(bytes(count * sizeof(T), alignof(T))); }

inline void must(bool ok) {
  if (__builtin_expect(!ok, 0))
    outOfMemory();
}

// An array on pages of its own, for what is as large as the heap.
template <typename T> struct Array {
  T *data = nullptr;
  usize size = 0;
  // Of more than will be used, too: untouched pages cost nothing.
  void make(usize count) {
    data = static_cast<T *>(pages(count * sizeof(T)));
    size = count;
  }
  void makeToFill(usize count) {
    data = static_cast<T *>(pagesToFill(count * sizeof(T)));
    size = count;
  }
  void free() {
    freePages(data, size * sizeof(T));
    data = nullptr;
    size = 0;
  }
  T &operator[](usize i) { return data[i]; }
  const T &operator[](usize i) const { return data[i]; }
  Span<T> span() const { return {data, size}; }
};

template <typename T> void push(Vector<T> &vector, const T &value) { must(vector.push(value)); }
template <typename K, typename V, typename Traits>
V &slot(HashMap<K, V, Traits> &map, const K &key, const V &initial = V{}, bool *created = nullptr) {
  V *value = map.insert(key, initial, created);
  must(value != nullptr);
  return *value;
}
// A copy that lives as long as the report.
template <typename T> Span<T> keep(const Vector<T> &vector) {
  T *data = make<T>(vector.size());
  if (vector.size())
    __builtin_memcpy(static_cast<void *>(data), vector.data(), vector.size() * sizeof(T));
  return {data, vector.size()};
}

} // namespace refsan::scratch

#endif // REFSAN_ANALYSIS_SCRATCH_H
