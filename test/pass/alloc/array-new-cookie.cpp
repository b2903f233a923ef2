// Intent: new T[n] has T's type and the layout that allows for a cookie (3); new T has none (0).
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | FileCheck %s
struct Node { Node *next; ~Node(); };

// CHECK: [[NODE:@__refsan_type[.0-9]*]] = {{.*}}, i64 8, i32 1, i32 0, i16 2, i16 0, i32 0 }
// CHECK: c"Node\00"
// CHECK: @__refsan_site{{.*}}, ptr [[NODE]], i32 [[#@LINE+1]], {{i32 [0-9]+}}, i16 1, i16 3, i32 28 }
Node *many(int n) { return new Node[n]; }
// CHECK: @__refsan_site{{.*}}, ptr [[NODE]], i32 [[#@LINE+1]], {{i32 [0-9]+}}, i16 1, i16 0, i32 24 }
Node *one() { return new Node; }
