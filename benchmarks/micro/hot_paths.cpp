//===- hot_paths.cpp - what the runtime is asked for most ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each path is a function of its own, run twice: callgrind counts the second
// time (callgrind.py). The paths with reference counts come last: once handles
// are recorded, free has to look for them.
//
//===----------------------------------------------------------------------===//

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#define PATH extern "C" __attribute__((noinline)) void

namespace {
struct Node {
  long value;
  std::shared_ptr<Node> next;
};
using Handle = std::shared_ptr<Node>;

template <typename T> void use(T *value) { asm volatile("" : : "r"(value) : "memory"); }
} // namespace

PATH path_malloc_free(long times) {
  while (times--) {
    void *block = std::malloc(40);
    use(block);
    std::free(block);
  }
}

PATH path_new_delete(long times) {
  while (times--) {
    auto *node = new long(1);
    use(node);
    delete node;
  }
}

PATH path_realloc(long times) {
  void *block = nullptr;
  while (times--) {
    block = std::realloc(block, 24 + static_cast<size_t>(times % 8) * 16);
    use(block);
  }
  std::free(block);
}

PATH path_string(long times) {
  while (times--) {
    std::string text(40, 'x');
    use(text.data());
  }
}

PATH path_vector_growth(long times) {
  while (times--) {
    std::vector<long> list;
    for (long i = 0; i < 8; i++)
      list.push_back(i);
    use(list.data());
  }
}

PATH path_shared_local(long times) {
  Handle kept = std::make_shared<Node>();
  while (times--) {
    Handle copy = kept;
    use(copy.get());
  }
}

PATH path_shared_heap(long times) {
  Handle kept = std::make_shared<Node>();
  auto holders = std::make_unique<Node[]>(16);
  while (times--) {
    holders[static_cast<size_t>(times) % 16].next = kept;
    use(holders.get());
  }
}

PATH path_shared_vector(long times) {
  Handle kept = std::make_shared<Node>();
  while (times--) {
    std::vector<Handle> list;
    for (int i = 0; i < 4; i++)
      list.push_back(kept);
    use(list.data());
  }
}

PATH path_make_shared(long times) {
  while (times--) {
    Handle node = std::make_shared<Node>();
    use(node.get());
  }
}

PATH path_new_delete_after_handles(long times) {
  Handle kept = std::make_shared<Node>();
  kept->next = std::make_shared<Node>();
  while (times--) {
    auto *node = new long(1);
    use(node);
    delete node;
  }
}

int main() {
  constexpr long kTimes = 20000;
  using Path = void(long);
  for (Path *path :
       {path_malloc_free, path_new_delete, path_realloc, path_string, path_vector_growth, path_shared_local,
        path_shared_heap, path_shared_vector, path_make_shared, path_new_delete_after_handles}) {
    path(kTimes);
    path(kTimes);
  }
}
