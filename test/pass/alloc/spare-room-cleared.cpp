// Intent: a block is cleared, at most 4096 bytes of it, and only if there is one; the library's nodes, control blocks and characters are filled by the library.
// RUN: %clangxx_refsan -O0 -std=c++17 -S -emit-llvm %s -o %t.ll
// RUN: FileCheck %s < %t.ll
// RUN: FileCheck --check-prefix=NODE %s < %t.ll
// RUN: FileCheck --check-prefix=BLOCK %s < %t.ll
// RUN: FileCheck --check-prefix=TEXT %s < %t.ll
// RUN: FileCheck --check-prefix=NEW %s < %t.ll
// RUN: FileCheck --check-prefix=MALLOC %s < %t.ll
// RUN: %clangxx_refsan -O2 -std=c++17 -S -emit-llvm %s -o - | FileCheck --check-prefix=FILLED %s
#include <cstdlib>
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
// CHECK-NEXT: call ptr @memset(ptr {{.*}}[[BUFFER]], i32 0, i64 [[BYTES]])
// NODE: define {{.*}}allocatorISt10_List_nodeI4NodeEE8allocateEm
// NODE-NOT: memset
// NODE: {{^}}}
// BLOCK: define {{.*}}allocatorISt23_Sp_counted_ptr_inplace{{.*}}8allocateEm
// BLOCK-NOT: memset
// BLOCK: {{^}}}
// TEXT: define {{.*}}allocatorIcE8allocateEm
// TEXT-NOT: memset
// TEXT: {{^}}}

// NEW: define {{.*}}@made
// NEW: call {{.*}} @__refsan_new(
// NEW-NEXT: call ptr @memset({{.*}}, i64 8)
extern "C" Node *made() { return new Node; }

// A word of the frame that keeps the block would stay there.
// MALLOC: define {{.*}}@allocated
// MALLOC: call {{.*}} @__refsan_malloc(
// MALLOC: [[BYTES:%.*]] = select i1 {{%.*}}, i64 0, i64
// MALLOC-NEXT: [[CLEARED:%.*]] = call ptr @memset({{.*}}, i64 [[BYTES]])
// MALLOC-NEXT: ret ptr [[CLEARED]]
extern "C" void *allocated(std::size_t size) { return std::malloc(size); }

// What is written at once needs no other words before.
// FILLED: define {{.*}}@filled
// FILLED: call {{.*}} @__refsan_new(
// FILLED-NOT: store ptr null
// FILLED-NOT: memset
// FILLED: ret
extern "C" Node *filled(Node *next) { return new Node{next}; }
