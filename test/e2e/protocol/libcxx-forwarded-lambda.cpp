// Intent: a lambda's handle keeps its line where it is forwarded through lambdas that have it by reference (libc++'s vector).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -std=c++20 -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -std=c++20 -DCLEAN -stdlib=libc++ %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class Bus {
  std::vector<std::pair<std::string, std::function<void(int)>>> handlers;

public:
  template <typename F> void on(std::string name, F &&f) {
    handlers.emplace_back(std::move(name), std::forward<F>(f)); // moves
  }
  void emit(const std::string &name, int value) {
    for (auto &[known, f] : handlers)
      if (known == name)
        f(value);
  }
  void clear() { handlers.clear(); }
};

struct Game {
  Bus bus;
  int score = 0, last = 0;
};

static std::shared_ptr<Game> start() {
  auto game = std::make_shared<Game>();
  std::weak_ptr<Game> weak = game;
  game->bus.on("last", [weak](int value) {
    if (auto strong = weak.lock())
      strong->last = value;
  });
  game->bus.on("score", [game](int value) { game->score += value; }); // captures
  return game;
}

int main() {
  auto game = start();
  game->bus.emit("score", 5);
  game->bus.emit("last", 1);
#ifdef CLEAN
  game->bus.clear();
#endif
  return game->score + game->last != 6;
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: bus.handlers[1].second holds the object itself {{.*}}taken at {{.*}}libcxx-forwarded-lambda.cpp:41:26 by shared_ptr::shared_ptr, moved in at {{.*}}:19:14
