//===- abi.cpp - the entry points of abi.def --------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What instrumented code calls. Exported, so that instrumented shared objects
// use the executable's.
//
//===----------------------------------------------------------------------===//

#include "analysis/words.h"
#include "entry/allocation.h"
#include "entry/default_new.h"
#include "entry/default_rust.h"
#include "entry/exit_stack.h"
#include "entry/lifecycle.h"
#include "platform/context_start.h"
#include "platform/live_parts.h"
#include "platform/threads.h"
#include "record/context_stacks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

namespace refsan {
namespace entry_points {
// What a function asks malloc for at most: operator new for one byte where the
// program asked for none,
inline usize atLeastOne(usize size) { return size + (size == 0); }
// its aligned forms up to the alignment.
inline usize rounded(usize size, usize align) {
  if (align < 2 * sizeof(void *))
    align = 2 * sizeof(void *);
  return (atLeastOne(size) + align - 1) & ~(align - 1);
}
template <typename Function> Function *as(void *fn) { return reinterpret_cast<Function *>(fn); }
inline uptr number(const void *pointer) { return reinterpret_cast<uptr>(pointer); }
inline uptr objectAround(const void *part) { return startOfBlock(number(part)); }
} // namespace entry_points
} // namespace refsan

// It has its function's code, and does not jump there.
#define REFSAN_QUICK_ENTRY __attribute__((flatten)) REFSAN_ENTRY

REFSAN_ENTRY const char REFSAN_ABI_SYMBOL = REFSAN_ABI_VERSION;

// -- The C family.

REFSAN_ENTRY void *__refsan_malloc(refsan_usize size, const refsan_site *site) {
  return refsan::noteAllocation(refsan::heapMalloc(size), size, site, REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_calloc(refsan_usize count, refsan_usize size, const refsan_site *site) {
  return refsan::noteAllocation(refsan::heapCalloc(count, size), count * size, site, REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_realloc(void *block, refsan_usize size, const refsan_site *site) {
  return refsan::reallocate(block, size, site, REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_reallocarray(void *block, refsan_usize count, refsan_usize size, const refsan_site *site) {
  if (__builtin_mul_overflow(count, size, &size)) {
    errno = ENOMEM;
    return nullptr;
  }
  return refsan::reallocate(block, size, site, REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_aligned_alloc(refsan_usize align, refsan_usize size, const refsan_site *site) {
  return refsan::noteAllocation(refsan::cleared(refsan::heapMemalign(align, size), size), size, site, REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_memalign(refsan_usize align, refsan_usize size, const refsan_site *site) {
  return refsan::noteAllocation(refsan::cleared(refsan::heapMemalign(align, size), size), size, site, REFSAN_FRAME);
}

REFSAN_ENTRY int __refsan_posix_memalign(void **out, refsan_usize align, refsan_usize size, const refsan_site *site) {
  int error = refsan::alignedBlock(out, align, size);
  if (!error)
    refsan::noteAllocation(refsan::cleared(*out, size), size, site, REFSAN_FRAME);
  return error;
}

REFSAN_ENTRY void *__refsan_valloc(refsan_usize size, const refsan_site *site) {
  return refsan::noteAllocation(refsan::cleared(refsan::heapValloc(size), size), size, site, REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_pvalloc(refsan_usize size, const refsan_site *site) {
  return refsan::noteAllocation(refsan::cleared(refsan::heapPvalloc(size), size), size, site, REFSAN_FRAME);
}

namespace refsan::entry_points {
inline void *duplicate(const char *text, usize length, const refsan_site *site, uptr frame) {
  void *copy = noteAllocation(heapMalloc(length + 1), length + 1, site, frame);
  if (copy) {
    memcpy(copy, text, length);
    static_cast<char *>(copy)[length] = 0;
  }
  return copy;
}
} // namespace refsan::entry_points

REFSAN_ENTRY void *__refsan_strdup(const char *text, const refsan_site *site) {
  return refsan::entry_points::duplicate(text, strlen(text), site, REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_strndup(const char *text, refsan_usize max, const refsan_site *site) {
  return refsan::entry_points::duplicate(text, strnlen(text, max), site, REFSAN_FRAME);
}

// -- Functions that a program may replace.

namespace refsan::entry_points {
__attribute__((noinline)) static void *newSlowly(usize size, const refsan_site *site, void *fn, uptr frame) {
  meetNew(fn);
  announce(size, atLeastOne(size), frame);
  void *block = as<void *(refsan_usize)>(fn)(size);
  if (block && !thread_locals.announced.block)
    noteUnseenNew(fn);
  return noteAnnounced(block, site, frame);
}
} // namespace refsan::entry_points

REFSAN_ENTRY void *__refsan_new(refsan_usize size, const refsan_site *site, void *fn) {
  using namespace refsan;
  if (__builtin_expect(isDefaultNew(fn), 1)) {
    if (void *block = heapMalloc(size); __builtin_expect(block != nullptr, 1)) {
      __builtin_assume(site != nullptr);
      return recordAllocation(block, size, site, REFSAN_FRAME);
    }
    fn = default_new[0]; // it calls the new handler; `fn` itself would be kept in a register till here
  }
  void *block = entry_points::newSlowly(size, site, fn, REFSAN_FRAME);
  __asm__ volatile("" : "+r"(block)); // no tail call: the frame is read in there
  return block;
}

REFSAN_ENTRY void *__refsan_new_nothrow(refsan_usize size, const void *nothrow, const refsan_site *site, void *fn) {
  using namespace refsan;
  using namespace refsan::entry_points;
  announce(size, atLeastOne(size), REFSAN_FRAME);
  return noteAnnounced(as<void *(refsan_usize, const void *)>(fn)(size, nothrow), site, REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_new_aligned(refsan_usize size, refsan_usize align, const refsan_site *site, void *fn) {
  using namespace refsan;
  using namespace refsan::entry_points;
  announce(size, rounded(size, align), REFSAN_FRAME);
  return noteAnnounced(as<void *(refsan_usize, refsan_usize)>(fn)(size, align), site, REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_new_aligned_nothrow(refsan_usize size, refsan_usize align, const void *nothrow,
                                                const refsan_site *site, void *fn) {
  using namespace refsan;
  using namespace refsan::entry_points;
  announce(size, rounded(size, align), REFSAN_FRAME);
  return noteAnnounced(as<void *(refsan_usize, refsan_usize, const void *)>(fn)(size, align, nothrow), site,
                       REFSAN_FRAME);
}

REFSAN_ENTRY void *__refsan_new_hot_cold(refsan_usize size, refsan_u32 hint, const refsan_site *site, void *fn) {
  using namespace refsan;
  using namespace refsan::entry_points;
  announce(size, atLeastOne(size), REFSAN_FRAME);
  // The hint is an enumeration of one byte.
  return noteAnnounced(as<void *(refsan_usize, unsigned char)>(fn)(size, static_cast<unsigned char>(hint)), site,
                       REFSAN_FRAME);
}

namespace refsan::entry_points {
// Whoever the function is: of blocks that are not recorded it knows the more.
__attribute__((noinline)) static void freeOtherwise(void *block, const refsan_site *site) {
  foundMismatch(block, AllocFamily::Malloc, site);
  free(block);
}
template <AllocFamily Taker>
__attribute__((noinline)) static void deleteOtherwise(void *block, usize a, usize b, const refsan_site *site,
                                                      void *fn) {
  if (block && (isDefaultDelete(fn) || meetDelete(fn)))
    foundMismatch(block, Taker, site);
  as<void(void *, refsan_usize, refsan_usize)>(fn)(block, a, b);
}
template <AllocFamily Taker>
static inline __attribute__((always_inline)) void deleteOf(void *block, usize a, usize b, const refsan_site *site,
                                                           void *fn) {
  if (__builtin_expect(!block || !isDefaultDelete(fn) || !freeOfFamily<Taker>(block), 0))
    deleteOtherwise<Taker>(block, a, b, site, fn);
}
} // namespace refsan::entry_points

REFSAN_ENTRY void __refsan_free(void *block, const refsan_site *site) {
  using namespace refsan;
  if (block && !freeOfFamily<AllocFamily::Malloc>(block))
    entry_points::freeOtherwise(block, site);
}

REFSAN_ENTRY void __refsan_delete(void *block, refsan_usize a, refsan_usize b, const refsan_site *site, void *fn) {
  refsan::entry_points::deleteOf<refsan::AllocFamily::New>(block, a, b, site, fn);
}

REFSAN_ENTRY void __refsan_delete_array(void *block, refsan_usize a, refsan_usize b, const refsan_site *site,
                                        void *fn) {
  refsan::entry_points::deleteOf<refsan::AllocFamily::NewArray>(block, a, b, site, fn);
}

namespace refsan::entry_points {
__attribute__((noinline)) static void *rustAllocSlowly(usize size, usize align, const refsan_site *site,
                                                       const refsan_rust_function *fn, uptr frame) {
  if (__builtin_expect(fn->called == default_rust[DefaultAlloc], 1)) { // more alignment than malloc gives
    void *aligned = nullptr;
    alignedBlock(&aligned, align < sizeof(void *) ? sizeof(void *) : align, size);
    return aligned ? recordAllocation(aligned, size, site, frame) : nullptr;
  }
  meetRust(*fn, DefaultAlloc);
  announce(size, size, frame);
  return noteAnnounced(as<void *(refsan_usize, refsan_usize)>(fn->called)(size, align), site, frame);
}

static void *rustReallocSlowly(void *block, usize old_size, usize align, usize new_size, const refsan_site *site,
                               const refsan_rust_function *fn, uptr frame) {
  meetRust(*fn, DefaultRealloc);
  announce(new_size, new_size, frame);
  thread_locals.announced.site = site;
  using Function = void *(void *, refsan_usize, refsan_usize, refsan_usize);
  return noteAnnounced(as<Function>(fn->called)(block, old_size, align, new_size), site, frame);
}
} // namespace refsan::entry_points

REFSAN_ENTRY void *__refsan_rust_alloc(refsan_usize size, refsan_usize align, const refsan_site *site,
                                       const refsan_rust_function *fn) {
  using namespace refsan;
  if (__builtin_expect(isMallocs(*fn, DefaultAlloc, size, align), 1)) {
    void *block = heapMalloc(size);
    __builtin_assume(site != nullptr);
    return block ? recordAllocation(block, size, site, REFSAN_FRAME) : nullptr;
  }
  void *block = entry_points::rustAllocSlowly(size, align, site, fn, REFSAN_FRAME);
  __asm__ volatile("" : "+r"(block)); // no tail call: the frame is read in there
  return block;
}

REFSAN_ENTRY void *__refsan_rust_realloc(void *block, refsan_usize old_size, refsan_usize align, refsan_usize new_size,
                                         const refsan_site *site, const refsan_rust_function *fn) {
  using namespace refsan;
  void *result = isMallocs(*fn, DefaultRealloc, new_size, align)
                     ? reallocate(block, new_size, site, REFSAN_FRAME)
                     : entry_points::rustReallocSlowly(block, old_size, align, new_size, site, fn, REFSAN_FRAME);
  __asm__ volatile("" : "+r"(result)); // no tail call: the frame is read in there
  return result;
}

// -- What the user's code knows of blocks that other code allocated.

REFSAN_ENTRY void __refsan_made(void *object, const refsan_site *site, const refsan_site *at_end) {
  refsan::describeBlock(refsan::entry_points::number(object), site, at_end);
}

REFSAN_ENTRY void __refsan_seen(void *object, const refsan_site *site) {
  refsan::describeUnknownBlock(refsan::entry_points::number(object), site);
}

REFSAN_ENTRY void __refsan_returned(void *object, const refsan_site *at_start, const refsan_site *linked) {
  refsan::attributeObject(refsan::entry_points::number(object), at_start, linked, REFSAN_FRAME);
  __asm__ volatile(""); // no tail call: the frame is read in there
}

REFSAN_ENTRY void __refsan_allocated(void *block, const refsan_site *site) {
  refsan::attributeBlock(refsan::entry_points::number(block), site, REFSAN_FRAME);
  __asm__ volatile(""); // no tail call: the frame is read in there
}

// -- References.

REFSAN_QUICK_ENTRY void __refsan_handle_set(void *slot, void *object, const refsan_site *site) {
  refsan::setHandle(refsan::entry_points::number(slot), refsan::entry_points::number(object), site);
}

REFSAN_ENTRY void __refsan_handle_copied(void *slot, void *object, const refsan_site *site) {
  refsan::copyHandle(refsan::entry_points::number(slot), refsan::entry_points::number(object), site);
}

REFSAN_ENTRY void __refsan_handle_clear(void *slot) { refsan::clearHandle(refsan::entry_points::number(slot)); }

REFSAN_ENTRY void __refsan_handle_swap(void *slot_a, void *slot_b, const refsan_site *site) {
  using refsan::entry_points::number;
  refsan::swapHandles(number(slot_a), number(*static_cast<void **>(slot_a)), number(slot_b),
                      number(*static_cast<void **>(slot_b)), site);
}

REFSAN_ENTRY void __refsan_handle_exchanged(void *slot, void *now, void *before, const refsan_site *site, void *local) {
  using refsan::entry_points::number;
  refsan::exchangeHandle(number(slot), number(now), number(before), site, number(local));
}

REFSAN_ENTRY void __refsan_handles_moving(void) { refsan::beginMove(); }

REFSAN_ENTRY void __refsan_handles_moved(void *from, void *to, refsan_usize bytes) {
  refsan::endMove();
  if (bytes > 0)
    refsan::moveHandles(refsan::entry_points::number(from), refsan::entry_points::number(to), bytes);
}

REFSAN_QUICK_ENTRY void __refsan_handle_rests(void *at, refsan_usize bytes) {
  refsan::restHandle(refsan::entry_points::number(at), bytes);
}

REFSAN_QUICK_ENTRY void __refsan_retain(void *object, const refsan_site *site) {
  refsan::retain(refsan::entry_points::number(object), site);
}

REFSAN_QUICK_ENTRY void __refsan_release(void *object, void *slot) {
  refsan::releaseHandle(refsan::entry_points::number(object), refsan::entry_points::number(slot));
}

// Counts inside objects: the functions may be given a part of the object only
// ("kref_get(&device->ref)").
REFSAN_ENTRY void __refsan_counted_retain(void *part, const refsan_site *site) {
  refsan::uptr object = refsan::entry_points::objectAround(part);
  if (!refsan::isCovered(object))
    refsan::retain(object, site);
}

REFSAN_ENTRY void __refsan_counted_release(void *part) {
  refsan::uptr object = refsan::entry_points::objectAround(part);
  if (!refsan::isCovered(object))
    refsan::release(object, nullptr, refsan::Unknown::Newest);
}

REFSAN_ENTRY void __refsan_covered(void *part) { refsan::covered(refsan::entry_points::objectAround(part)); }

REFSAN_ENTRY void __refsan_hint_slot(void *part, void *slot) {
  refsan::hintSlot(refsan::entry_points::objectAround(part), refsan::entry_points::number(slot));
}

REFSAN_ENTRY void __refsan_hint_counted(void *part, const refsan_site *retain) {
  refsan::hintRelease(refsan::entry_points::objectAround(part), retain ? retain : &refsan::unknown_reference);
}

REFSAN_ENTRY void __refsan_hint_release(void *object, const refsan_site *retain) {
  refsan::hintRelease(refsan::entry_points::number(object), retain);
}

REFSAN_ENTRY const refsan_site *__refsan_last_retain(void *object) {
  return refsan::lastRetain(refsan::entry_points::number(object));
}

REFSAN_ENTRY void __refsan_main(void *return_slot) {
  using namespace refsan;
  enterMain(static_cast<const uptr *>(return_slot), reinterpret_cast<const uptr *>(REFSAN_FRAME) + 1);
  __asm__ volatile(""); // no tail call: it has a frame
}

__attribute__((noinline)) REFSAN_ENTRY void __refsan_main_left() {
  constexpr refsan::usize kMost = 16 << 10;
  refsan::overwriteStackBelow(kMost);
}

REFSAN_ENTRY void __refsan_keep(const void *, const void *exit) {
  refsan::noteEndingCall(reinterpret_cast<refsan::uptr>(__builtin_dwarf_cfa()), exit != nullptr);
}

REFSAN_ENTRY void __refsan_packed(refsan_usize alignment) { refsan::lookAtWordsAt(alignment); }
REFSAN_ENTRY void __refsan_makes_context(const void *context) {
  refsan::noteContextStack(refsan::stackOfContext(context));
}

REFSAN_ENTRY void __refsan_hidden_vectors() { refsan::countAllVectors(); }
