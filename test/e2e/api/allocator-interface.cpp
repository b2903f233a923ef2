// Intent: code that asks about the heap by sanitizer/allocator_interface.h links and gets answers, in a program and in a library.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck %s
// RUN: mkdir -p %t.dir && %clangxx_refsan -shared -fPIC -DLIBRARY %s -o %t.dir/liblibrary.so
// RUN: %clangxx_refsan -DHOST %s -L%t.dir -llibrary -Wl,-rpath,%t.dir -o %t.host
// RUN: %silent 0 %run %t.host

#include <cassert>
#include <cstdlib>
#include <initializer_list>

// As sanitizer/allocator_interface.h declares them.
extern "C" {
size_t __sanitizer_get_estimated_allocated_size(size_t size);
int __sanitizer_get_ownership(const volatile void *p);
const void *__sanitizer_get_allocated_begin(const void *p);
size_t __sanitizer_get_allocated_size(const volatile void *p);
size_t __sanitizer_get_allocated_size_fast(const volatile void *p);
size_t __sanitizer_get_current_allocated_bytes(void);
size_t __sanitizer_get_heap_size(void);
size_t __sanitizer_get_free_bytes(void);
size_t __sanitizer_get_unmapped_bytes(void);
int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void *, size_t), void (*)(const volatile void *));
void __sanitizer_purge_allocator(void);
}

static void hook(const volatile void *, size_t) { abort(); }
static void freeHook(const volatile void *) { abort(); }

static void askOfBlock(char *block, size_t size) {
  assert(__sanitizer_get_ownership(block) && !__sanitizer_get_ownership(block + 1));
  assert(__sanitizer_get_allocated_size(block) == size && __sanitizer_get_allocated_size_fast(block) == size);
  for (size_t i = 0; i < size; i += size / 8)
    assert(__sanitizer_get_allocated_begin(block + i) == block);
  assert(__sanitizer_get_allocated_begin(block + size - 1) == block);
  assert(__sanitizer_get_allocated_begin(block + size) != block);
}

extern "C" int ask(const char *what)
#ifdef HOST
    ;
#else
{
  int local;
  assert(!__sanitizer_get_ownership(&local) && !__sanitizer_get_allocated_begin(&local));
  assert(!__sanitizer_get_ownership(nullptr) && !__sanitizer_get_allocated_size(nullptr));
  assert(!__sanitizer_get_allocated_begin(nullptr) && !__sanitizer_get_allocated_begin((void *)1));
  assert(!__sanitizer_get_ownership((void *)~size_t(0)) && !__sanitizer_get_allocated_begin((void *)~size_t(0)));
  for (size_t size : {10, 100, 1000, 100000, 50000000}) {
    size_t before = __sanitizer_get_current_allocated_bytes();
    char *block = new char[size], *other = new char[16];
    askOfBlock(block, size);
    assert(__sanitizer_get_current_allocated_bytes() == before + size + 16);
    assert(__sanitizer_get_heap_size() >= size && __sanitizer_get_heap_size() >= __sanitizer_get_free_bytes());
    if (*what && size == 100)
      block = nullptr; // CHECK: RefSan: 1 lost object (100 bytes)
    delete[] block;
    assert(!block || (!__sanitizer_get_ownership(block) && !__sanitizer_get_allocated_begin(block + size / 2)));
    delete[] other;
  }
  assert(__sanitizer_get_estimated_allocated_size(30) >= 30 && !__sanitizer_get_unmapped_bytes());
  assert(!__sanitizer_install_malloc_and_free_hooks(hook, freeHook));
  __sanitizer_purge_allocator();
  return 0;
}
#endif

#ifndef LIBRARY
int main(int argc, char **argv) { return ask(argc > 1 ? argv[1] : ""); }
#endif
