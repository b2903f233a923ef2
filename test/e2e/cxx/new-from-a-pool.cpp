// Intent: what a class's own operator new takes from a pool's method is of the class, made where "new" is said.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <new>

class Pool {
  struct Cell {
    Cell *next;
  };
  static inline Cell *cells;

public:
  static void *take(std::size_t bytes) {
    if (Cell *cell = cells) {
      cells = cell->next;
      return cell;
    }
    return ::operator new(bytes < 32 ? 32 : bytes);
  }
  static void give(void *block) { ::operator delete(block); }
};

struct Token {
  int kind;
  Token *sub = nullptr;
  explicit Token(int kind) : kind(kind) {}
  static void *operator new(std::size_t bytes) { return Pool::take(bytes); }
  static void operator delete(void *block) { Pool::give(block); }
};

static int parse(const char *text) {
  int count = 0;
  for (; *text; ++text) {
    Token *token = new Token(*text);
    if (token->kind == '!') {
#ifdef CLEAN
      delete token;
#endif
      continue;
    }
    ++count;
    delete token;
  }
  return count;
}

int main() { return parse("ab!c") - 3; }
// CHECK: RefSan: 1 lost object (32 bytes)
// CHECK: Token  32 bytes   made at {{.*}}.cpp:37:
