//===- workers.h - parts of the check side by side --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Deals the parts of one step out to the threads of the check. Parts must not
// depend on each other, nor the result on their order. What runs there asks for
// no memory of scratch.h (see there): Vector and HashMap may grow, and say
// failed(), which is looked at afterwards.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_WORKERS_H
#define REFSAN_ANALYSIS_WORKERS_H

#include "platform/beside.h"

namespace refsan {

// What a worker writes often begins at a multiple of this, or others wait for it.
constexpr usize kApart = 128;

// That it was seen, from any worker. Written once: those that write to one place wait for each other.
inline void note(bool *seen) {
  if (!__atomic_load_n(seen, __ATOMIC_RELAXED))
    __atomic_store_n(seen, true, __ATOMIC_RELAXED);
}

class Workers {
public:
  constexpr Workers() = default; // the calling thread alone
  constexpr explicit Workers(u32 count) : count_(count > kMostBeside ? kMostBeside : count ? count : 1) {}
  u32 count() const { return count_; }

  // Calls f(part, worker) once for each part below `parts`; worker < count().
  template <typename F> void forEach(u32 parts, const F &f) const {
    struct Work {
      const F &f;
      u32 parts;
      u32 next;
    } work = {f, parts, 0};
    auto take = [](u32 worker, void *arg) {
      Work &work = *static_cast<Work *>(arg);
      for (u32 part; (part = __atomic_fetch_add(&work.next, 1, __ATOMIC_RELAXED)) < work.parts;)
        work.f(part, worker);
    };
    u32 used = count_ < parts ? count_ : parts;
    if (used > 1)
      runBeside(used, take, &work);
    else
      take(0, &work);
  }
  // The same for ranges of `size` things: f(begin, end, worker).
  template <typename F> void forRanges(u32 size, const F &f) const {
    u32 parts = size / kPart + (size % kPart != 0);
    forEach(parts, [&](u32 part, u32 worker) {
      u32 begin = part * kPart;
      f(begin, size - begin > kPart ? begin + kPart : size, worker);
    });
  }
  static constexpr u32 kPart = 1 << 14;

private:
  u32 count_ = 1;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_WORKERS_H
