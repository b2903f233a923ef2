// Intent: llvm::IntrusiveRefCntPtr that are no cycle leave nothing.
// RUN: %clangxx_refsan -I%llvm_include %s -o %t
// RUN: %silent 0 %run %t

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
}
