// Intent: ids of findings do not depend on lines, the level of optimisation, addresses or the order of threads.
// RUN: %clangxx_refsan %s -o %t -pthread && %exits 23 %run %t 2>&1 | sed -n 's/.* id /id /p' | sort > %t.ids
// RUN: sed -e '1i //' -e '/^int main/i //' -e '/next = /i //' %s > %t.shifted.cpp
// RUN: %clangxx_refsan -O1 %t.shifted.cpp -o %t.shifted -pthread
// RUN: %exits 23 %run %t.shifted 2>&1 | sed -n 's/.* id /id /p' | sort > %t.shifted.ids && cmp %t.ids %t.shifted.ids
// RUN: %clangxx_refsan -O3 %s -o %t.fast -pthread -no-pie
// RUN: %exits 23 %run %t.fast backwards 2>&1 | sed -n 's/.* id /id /p' | sort > %t.fast.ids && cmp %t.ids %t.fast.ids
// RUN: %clangxx_refsan -O0 %s -o %t.slow -pthread
// RUN: %exits 23 %run %t.slow 2>&1 | sed -n 's/.* id /id /p' | sort > %t.slow.ids && cmp %t.ids %t.slow.ids
// RUN: FileCheck %s < %t.ids
// RUN: %clangxx_refsan -DCLEAN %s -o %t -pthread && %silent 0 %run %t
// CHECK-COUNT-4: id {{[0-9a-f]+$}}
// CHECK-NOT: id

#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

struct Node {
  std::shared_ptr<Node> next;
  std::function<void()> callback;
  std::vector<int> values;
};

static void ring() {
  auto a = std::make_shared<Node>();
  auto b = std::make_shared<Node>();
  a->next = b;
  b->next = a;
#ifdef CLEAN
  b->next = nullptr;
#endif
}

static void closure() {
  auto node = std::make_shared<Node>();
  node->callback = [node] { std::puts("called"); };
#ifdef CLEAN
  node->callback = nullptr;
#endif
}

static void lost() {
  auto *values = new std::vector<int>(100);
  values->push_back(1);
#ifdef CLEAN
  delete values;
#endif
}

static void text() {
  char *copy = strdup("text");
  copy[0] = 'T';
#ifdef CLEAN
  free(copy);
#endif
}

int main(int argc, char **) {
  std::vector<void (*)()> all = {ring, closure, lost, text};
  if (argc > 1)
    all = {text, lost, closure, ring};
  std::vector<std::thread> threads;
  for (auto *one : all)
    threads.emplace_back(one);
  for (auto &thread : threads)
    thread.join();
}
