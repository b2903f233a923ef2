//===- dead_jumps.h - what setjmp kept for functions that returned -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A jmp_buf in a variable keeps the registers of a frame as they were, also when that frame is long
// gone: its stack pointer lies below the thread's, or main has returned. Nobody may jump
// there any more, and what the registers point to is kept by nobody. Other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_DEAD_JUMPS_H
#define REFSAN_ANALYSIS_DEAD_JUMPS_H

#include "analysis/roots.h"
#include "analysis/words.h"
#include "containers/vector.h"
#include "platform/mangled.h"

namespace refsan {

class DeadJumps {
public:
  void create(const RootSources &sources);
  // Calls f(Range) for what is left of a root's words without them.
  template <typename F> void forEachLeft(Range words, F f) const {
    sources_->readable->forEach(words, [&](Range piece) {
      for (uptr at = firstWordAfter(piece.begin, sizeof(uptr)); at + 2 * sizeof(uptr) <= piece.end;
           at += sizeof(uptr)) {
        uptr stack_pointer = demangled(rootWord(at), guard_);
        if (stack_pointer - around_.begin >= around_.size() || !isDead(stack_pointer, rootWord(at + sizeof(uptr))))
          continue;
        uptr registers = at - kRegistersBeforeStackPointer * sizeof(uptr);
        if (registers > words.begin)
          f(Range{words.begin, registers});
        words.begin = at + 2 * sizeof(uptr);
      }
    });
    f(words);
  }

private:
  // Between variables of a frame lies what AddressSanitizer has poisoned.
  __attribute__((no_sanitize("address"))) static uptr rootWord(uptr at) { return *reinterpret_cast<const uptr *>(at); }
  void add(Range unused);
  bool isDead(uptr stack_pointer, uptr kept_pc) const;

  const RootSources *sources_ = nullptr;
  uptr guard_ = 0;
  Range around_;         // all of unused_
  Vector<Range> unused_; // parts of stacks that no frame is in
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_DEAD_JUMPS_H
