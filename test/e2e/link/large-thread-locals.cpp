// Intent: a loaded library may have thread locals of any size, which keep what they point to, and its lines are the user's.
// RUN: mkdir -p %t.dir && cd %t.dir
// RUN: %clangxx_refsan -shared -fPIC -DLIBRARY %s -o large.so
// RUN: %clangxx_refsan -pthread %s -o program
// RUN: %exits 23 %run ./program 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -shared -fPIC -DLIBRARY -DCLEAN %s -o large.so
// RUN: %silent 0 %run ./program
#ifdef LIBRARY
#include <memory>

static thread_local std::unique_ptr<int> table[8 << 10];

// CHECK: RefSan: 2 lost objects (8 bytes)
// CHECK: large-thread-locals.cpp:[[@LINE+3]]:{{.*}} in fill
extern "C" void fill() {
  table[8191] = std::make_unique<int>(1);
  auto lost = std::make_unique<int>(2);
#ifndef CLEAN
  (void)lost.release();
#endif
}
#else
#include <dlfcn.h>
#include <thread>

int main() {
  void *library = dlopen("./large.so", RTLD_NOW);
  if (!library)
    return 1;
  auto fill = reinterpret_cast<void (*)()>(dlsym(library, "fill"));
  fill();
  std::thread(fill).join();
  return 0;
}
#endif
