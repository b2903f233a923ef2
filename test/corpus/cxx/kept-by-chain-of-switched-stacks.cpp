// corpus: leak class=forgotten-reference objects=2
// fixed: clean
// Fibers switched by code of one's own, on pages of mmap behind guard pages. The second one is known only to the
// first; if it is forgotten, so are the references that its frames have.
#include <cstdint>
#include <memory>
#include <sys/mman.h>

extern "C" void switchStacks(void **saved, void *to);
__asm__(".text\n.globl switchStacks\n.type switchStacks,@function\nswitchStacks:\n"
        "pushq %rbp\npushq %rbx\npushq %r12\npushq %r13\npushq %r14\npushq %r15\n"
        "movq %rsp, (%rdi)\nmovq %rsi, %rsp\n"
        "popq %r15\npopq %r14\npopq %r13\npopq %r12\npopq %rbx\npopq %rbp\nret\n");

struct Node {
  std::shared_ptr<Node> next;
};
struct Fiber {
  void *stack_pointer;
  void *back;
};
static Fiber *first;
static constexpr std::size_t kBytes = 65536, kGuard = 4096;

static Fiber *start(void (*body)()) {
  auto *pages = static_cast<char *>(
      mmap(nullptr, kBytes + kGuard, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  mprotect(pages, kGuard, PROT_NONE);
  auto **top = reinterpret_cast<void **>(pages + kGuard + kBytes) - 1;
  *--top = reinterpret_cast<void *>(body);
  return new Fiber{top - 6, nullptr};
}

static Fiber *running;
static void run(Fiber *fiber) {
  Fiber *before = running;
  running = fiber;
  switchStacks(&fiber->back, fiber->stack_pointer);
  running = before;
}
static void suspend() { switchStacks(&running->stack_pointer, running->back); }

static void inner() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->next = b;
  b->next = a;
  suspend();
  a->next = nullptr;
}
static void outer() {
  std::unique_ptr<Fiber> other(start(inner));
  run(other.get());
#ifndef FIXED
  other->stack_pointer = nullptr;
#endif
  suspend();
}

int main() {
  first = start(outer);
  run(first);
}
