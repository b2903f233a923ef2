// Intent: a hundred instrumented libraries can be loaded by one program: they need no thread locals.
// RUN: mkdir -p %t.dir && cd %t.dir
// RUN: %clangxx_refsan -shared -fPIC -DLIBRARY %s -o 0.so
// RUN: %clangxx_refsan %s -o program
// RUN: %clangxx_refsan -DCLEAN %s -o clean
// RUN: %exits 23 %run ./program 2>&1 | FileCheck %s
// RUN: %silent 0 %run ./clean
#ifdef LIBRARY
#include <cstdlib>
extern "C" void *make(int size) {
  // CHECK: RefSan: 100 lost objects (5050 bytes)
  // CHECK: many-loaded-libraries.cpp:[[@LINE+1]]
  return malloc(static_cast<size_t>(size));
}
#else
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <string>

int main() {
  for (int i = 0; i < 100; i++) {
    std::string path = "./" + std::to_string(i) + ".so";
    if (i > 0)
      std::filesystem::copy_file("./0.so", path, std::filesystem::copy_options::overwrite_existing);
    void *library = dlopen(path.c_str(), RTLD_NOW);
    if (!library)
      return 1;
    void *made = reinterpret_cast<void *(*)(int)>(dlsym(library, "make"))(i + 1);
#ifdef CLEAN
    free(made);
#else
    (void)made;
#endif
  }
  return 0;
}
#endif
