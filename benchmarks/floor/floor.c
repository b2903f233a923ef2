//===- floor.c - what any recorder of allocations pays at least -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Preloaded: the malloc family with one word of side table a block, a stack id
// from a memo, and counters of calls. It checks nothing and reports nothing:
// the ratio that it costs is what the memory system takes for knowing, of each
// live block, where it was made.
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t align, size_t size);
void __libc_free(void *block);

#define EXPORT __attribute__((visibility("default")))
#define STACK_HASH(frame) hash((uintptr_t)__builtin_return_address(0), (uintptr_t)(frame))
#define SINCE_HERE STACK_HASH(__builtin_frame_address(0))

enum { MEMO = 4096 };
static struct {
  uint64_t key[MEMO];
  uint32_t id[MEMO];
} memo;
static uint32_t newest_id;
static __thread struct {
  uint64_t allocations, frees;
} counts __attribute__((tls_model("initial-exec")));

// A word a granule of 32 bytes of the address space; pages come as they are touched.
static uint32_t *table;

static inline uint64_t hash(uintptr_t caller, uintptr_t frame) { return (caller ^ frame << 32) * 0x9fb21c651e98df25u; }

static __attribute__((noinline)) uint32_t miss(uint64_t key) {
  memo.key[key >> 52] = key;
  return memo.id[key >> 52] = __atomic_add_fetch(&newest_id, 1, __ATOMIC_RELAXED);
}

__attribute__((constructor(101))) static void start(void) {
  void *pages = mmap(NULL, (size_t)1 << 44, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (pages == MAP_FAILED)
    abort();
  table = pages;
}

static inline void *record(void *block, uint64_t key) {
  if (block && table) {
    table[(uintptr_t)block >> 5] = memo.key[key >> 52] == key ? memo.id[key >> 52] : miss(key);
    counts.allocations++;
  }
  return block;
}

static inline void forget(void *block) {
  if (block && table) {
    table[(uintptr_t)block >> 5] = 0;
    counts.frees++;
  }
}

EXPORT void *malloc(size_t size) { return record(__libc_malloc(size), SINCE_HERE); }
EXPORT void *calloc(size_t count, size_t size) { return record(__libc_calloc(count, size), SINCE_HERE); }
EXPORT void *memalign(size_t align, size_t size) { return record(__libc_memalign(align, size), SINCE_HERE); }
EXPORT void *aligned_alloc(size_t align, size_t size) { return record(__libc_memalign(align, size), SINCE_HERE); }

EXPORT void *realloc(void *block, size_t size) {
  forget(block);
  return record(__libc_realloc(block, size), SINCE_HERE);
}

EXPORT int posix_memalign(void **out, size_t align, size_t size) {
  *out = record(__libc_memalign(align, size), SINCE_HERE);
  return *out ? 0 : ENOMEM;
}

EXPORT void free(void *block) {
  forget(block);
  __libc_free(block);
}
