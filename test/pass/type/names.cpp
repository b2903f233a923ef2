// Intent: names are short: no path of a lambda's file, patterns for a library's inner types.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <functional>
// CHECK: type Task<lambda at names.cpp:[[#@LINE+6]]> short Task size
// CHECK: type std::bind result[] short std::bind result size
template <class F> struct Task {
  F code;
};
template <class F> Task<F> *taskOf(F code) { return new Task<F>{code}; }
void *task(int *p) { return taskOf([p] { ++*p; }); }
void run(long, long, int *) {}
std::function<void()> bound(int *p) { return std::bind(run, 1, 2, p); }
