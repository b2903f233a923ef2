// Intent: llvm::IntrusiveRefCntPtr, with both of LLVM's counters.
// RUN: %clangxx_refsan -I%llvm_include %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN -I%llvm_include %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include "llvm/ADT/IntrusiveRefCntPtr.h"

struct FileSystem : llvm::RefCountedBase<FileSystem> {
  llvm::IntrusiveRefCntPtr<FileSystem> base;
  int id;
  explicit FileSystem(int id) : id(id) {}
};
struct Shared : llvm::ThreadSafeRefCountedBase<Shared> {
  virtual ~Shared() = default;
  llvm::IntrusiveRefCntPtr<Shared> other;
};

int main() {
  llvm::IntrusiveRefCntPtr<FileSystem> first(new FileSystem(1));
  auto second = llvm::makeIntrusiveRefCnt<FileSystem>(2);
  first->base = second;
  llvm::IntrusiveRefCntPtr<Shared> shared(new Shared);
#ifndef CLEAN
  second->base = first;
  shared->other = shared;
#endif
}
// CHECK: RefSan: 2 reference cycles keep 3 objects
// CHECK: FileSystem  24 bytes  strong 1
// CHECK: base holds the next object {{ *}}taken at {{.*}}[[@LINE-9]]
// CHECK: base holds the first object {{ *}}taken at {{.*}}[[@LINE-7]]
// CHECK: Shared  24 bytes  strong 1
// CHECK: other holds the object itself {{ *}}taken at {{.*}}[[@LINE-8]]
