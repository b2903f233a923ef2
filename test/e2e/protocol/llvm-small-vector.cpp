// Intent: the elements of llvm::SmallVector are its holder's, in the room inside as well as in a buffer.
// RUN: %clangxx_refsan -I%llvm_include -L%llvm_include/../lib %s -o %t -lLLVM-22
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN -I%llvm_include -L%llvm_include/../lib %s -o %t-clean -lLLVM-22
// RUN: %silent 0 %run %t-clean

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>

struct Module;
struct Scope : llvm::RefCountedBase<Scope> {
  llvm::IntrusiveRefCntPtr<Module> parent;
};
struct Module : llvm::RefCountedBase<Module> {
  llvm::SmallVector<llvm::IntrusiveRefCntPtr<Scope>, 2> scopes;
  llvm::SmallVector<std::unique_ptr<int>, 2> numbers;
};

static void fill(int count) {
  auto module = llvm::makeIntrusiveRefCnt<Module>();
  for (int i = 0; i < count; ++i) {
    module->scopes.push_back(llvm::makeIntrusiveRefCnt<Scope>());
    module->numbers.push_back(std::make_unique<int>(i));
  }
#ifndef CLEAN
  module->scopes.back()->parent = module;
#endif
}

int main() {
  fill(2);
  fill(5);
}
// CHECK: RefSan: 2 reference cycles keep 18 objects
// CHECK: scopes[{{[14]}}] holds the next object
// CHECK-NEXT: module->scopes.push_back
// CHECK: parent holds the first object
// CHECK: scopes[{{[14]}}] holds the next object
// CHECK-NEXT: module->scopes.push_back
// CHECK-NOT: block
