// Intent: a container's buffer is cleared, at most 4096 bytes of it; nodes, control blocks and characters are filled by the library.
// RUN: %clangxx_refsan -O0 -std=c++17 -S -emit-llvm %s -o %t.ll
// RUN: FileCheck %s < %t.ll
// RUN: FileCheck --check-prefix=NODE %s < %t.ll
// RUN: FileCheck --check-prefix=BLOCK %s < %t.ll
// RUN: FileCheck --check-prefix=TEXT %s < %t.ll
#include <list>
#include <memory>
#include <vector>

struct Node {
  Node *next;
};

std::vector<Node> many(int n) { return std::vector<Node>(n); }
std::list<Node> nodes() { return std::list<Node>(1); }
std::shared_ptr<Node> one() { return std::make_shared<Node>(); }
std::vector<char> text(int n) { return std::vector<char>(n); }

// CHECK: define {{.*}}allocatorI4NodeE8allocateEm
// CHECK: [[BUFFER:%[0-9]+]] = {{.*}}call {{.*}} @__refsan_new(i64 {{.*}}[[SIZE:%[0-9]+]],
// CHECK-NEXT: [[BYTES:%.*]] = call i64 @llvm.umin.i64(i64 [[SIZE]], i64 4096)
// CHECK-NEXT: call void @llvm.memset.p0.i64(ptr {{.*}}[[BUFFER]], i8 0, i64 [[BYTES]], i1 false)
// NODE: define {{.*}}allocatorISt10_List_nodeI4NodeEE8allocateEm
// NODE-NOT: @llvm.memset
// NODE: {{^}}}
// BLOCK: define {{.*}}allocatorISt23_Sp_counted_ptr_inplace{{.*}}8allocateEm
// BLOCK-NOT: @llvm.memset
// BLOCK: {{^}}}
// TEXT: define {{.*}}allocatorIcE8allocateEm
// TEXT-NOT: @llvm.memset
// TEXT: {{^}}}
