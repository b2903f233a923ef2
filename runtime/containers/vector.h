//===- vector.h - a growable array ------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An array on pages of its own, for trivially copyable T. One thread at a time; no
// libc call but memcpy; constant-initialised and never destroyed by itself:
// release() gives the pages back.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_CONTAINERS_VECTOR_H
#define REFSAN_CONTAINERS_VECTOR_H

#include "base/check.h"
#include "base/ints.h"
#include "platform/memory.h"

namespace refsan {

template <typename T> class Vector {
  static_assert(__is_trivially_copyable(T), "elements are moved as bytes");

public:
  constexpr Vector() = default;
  Vector(const Vector &) = delete;
  Vector &operator=(const Vector &) = delete;

  // False: out of memory, the value was dropped, and failed() from then on.
  bool push(const T &value) {
    if (size_ == capacity_) {
      T copy = value; // it may lie in this vector, which is about to move
      if (!grow(size_ + 1))
        return false;
      data_[size_++] = copy;
      return true;
    }
    data_[size_++] = value;
    return true;
  }
  // New elements are zero bytes.
  bool resize(usize size) {
    if (size > capacity_ && !grow(size))
      return false;
    if (size > size_)
      __builtin_memset(static_cast<void *>(data_ + size_), 0, (size - size_) * sizeof(T));
    size_ = size;
    return true;
  }
  bool append(const T *values, usize count) {
    if (count > capacity_ - size_ && !grow(size_ + count))
      return false;
    if (count)
      __builtin_memcpy(static_cast<void *>(data_ + size_), values, count * sizeof(T));
    size_ += count;
    return true;
  }
  bool reserve(usize size) { return size <= capacity_ || grow(size); }
  T pop() {
    REFSAN_CHECK(size_ > 0);
    return data_[--size_];
  }
  void clear() { size_ = 0; }
  void release() {
    unmapPages(data_, capacity_ * sizeof(T));
    data_ = nullptr;
    size_ = capacity_ = 0;
    failed_ = false;
  }

  T &operator[](usize i) {
    REFSAN_CHECK(i < size_);
    return data_[i];
  }
  const T &operator[](usize i) const {
    REFSAN_CHECK(i < size_);
    return data_[i];
  }
  T &back() { return (*this)[size_ - 1]; }
  T *data() { return data_; }
  const T *data() const { return data_; }
  T *begin() { return data_; }
  T *end() { return data_ + size_; }
  const T *begin() const { return data_; }
  const T *end() const { return data_ + size_; }
  usize size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool failed() const { return failed_; }

private:
  bool grow(usize needed) {
    usize target = needed > 2 * capacity_ ? needed : 2 * capacity_;
    usize bytes;
    if (__builtin_mul_overflow(target, sizeof(T), &bytes) || bytes > ~usize(0) - kPageSize)
      return fail();
    bytes = (bytes + kPageSize - 1) / kPageSize * kPageSize;
    void *pages = growPages(data_, capacity_ * sizeof(T), bytes);
    if (!pages)
      return fail();
    data_ = static_cast<T *>(pages);
    capacity_ = bytes / sizeof(T);
    return true;
  }
  bool fail() {
    failed_ = true;
    return false;
  }

  T *data_ = nullptr;
  usize size_ = 0;
  usize capacity_ = 0;
  bool failed_ = false;
};

} // namespace refsan

#endif // REFSAN_CONTAINERS_VECTOR_H
