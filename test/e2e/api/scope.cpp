// Intent: what is allocated in a scope and outlives it is reported, reachable or not; other threads and libraries' buffers do not count.
// RUN: %clangxx_refsan -pthread %s -o %t
// RUN: %exits 23 %run %t keep 2>&1 | FileCheck %s --check-prefix=CHECK-KEPT
// RUN: %exits 23 %run %t ring 2>&1 | FileCheck %s --check-prefix=CHECK-RING
// RUN: %exits 23 %run %t inner 2>&1 | FileCheck %s --check-prefix=CHECK-INNER
// RUN: %exits 23 %refsan run sh -c "%t keep; true" 2>&1 | FileCheck %s --check-prefix=CHECK-KEPT
// RUN: %exits 24 %run %t wrong 2>&1 | FileCheck %s --check-prefix=CHECK-WRONG
// RUN: %silent 0 %run %t
// RUN: %clangxx_plain -pthread -I%build/include %s -o %t.plain
// RUN: %silent 0 %run %t.plain keep

#include <atomic>
#include <cstdio>
#include <map>
#include <memory>
#include <refsan/refsan.h>
#include <string>
#include <thread>
#include <vector>

struct Node {
  std::shared_ptr<Node> next;
};
static std::vector<std::unique_ptr<int>> kept, kept_by_helper, kept_by_other;

__attribute__((noinline)) static void makeRing() {
  auto node = std::make_shared<Node>();
  node->next = node;
}

static void work(const std::string &what) {
  refsan::ScopeCheck scope("a request");
  std::map<int, std::string> texts;
  for (int i = 0; i < 1000; ++i)
    texts[i] = std::string(100, 'x');
  printf("%zu texts\n", texts.size()); // stdout's buffer stays
  if (what == "keep")
    kept.push_back(std::make_unique<int>(5));
  if (what == "ring")
    makeRing();
  if (what == "inner") {
    auto before = std::make_unique<int>(1);
    refsan::ScopeCheck inner("a part of it");
    auto outlives = std::make_unique<int>(2);
    int found = inner.end();
    printf("%d found\n", found);
  }
  std::thread([] { kept_by_helper.push_back(std::make_unique<int>(6)); }).join();
}

int main(int argc, char **argv) {
  std::string what = argc > 1 ? argv[1] : "";
  std::atomic<bool> done{false};
  std::thread other([&] {
    while (!done)
      kept_by_other.push_back(std::make_unique<int>(7));
  });
  refsan::ScopeCheck all("none of it");
  all.end();
  work("");
  work(what);
  work("");
  if (what == "wrong")
    refsan_scope_end(5);
  done = true;
  other.join();
}
// CHECK-KEPT: RefSan: 2 objects that outlive their scope
// CHECK-KEPT: made at {{.*}}scope.cpp:38
// CHECK-KEPT: kept by the variable `kept` of scope.cpp
// CHECK-KEPT: note: checked at the end of the scope 'a request'
// CHECK-KEPT-NOT: RefSan: {{[0-9]}} objects
// CHECK-RING: RefSan: 1 {{(reference cycle keeps 1 object|object that outlives its scope)}}
// CHECK-RING: Node{{.*}}made at {{.*}}scope.cpp:27
// CHECK-RING: note: checked at the end of the scope 'a request'
// CHECK-RING: RefSan: 1 reference cycle keeps 1 object
// CHECK-INNER: RefSan: 1 object that outlives its scope
// CHECK-INNER: made at {{.*}}scope.cpp:44
// CHECK-INNER: note: checked at the end of the scope 'a part of it'
// CHECK-WRONG: RefSan: refsan_scope_end() of a scope that is not this thread's innermost
