//===- roots.cpp - where reachability starts ------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/roots.h"

#include "platform/heap_state.h"

namespace refsan {
namespace {

class RootList {
public:
  RootList(const RootSources &sources, void (*add)(Range, void *), void *arg)
      : sources_(sources), input_(*sources.input), add_(add), arg_(arg) {}

  void modules() {
    for (usize i = 0; i < sources_.modules.size; ++i)
      for (const Range &segment : sources_.modules.data[i].writable)
        sources_.readable->forEach(segment, [this](Range piece) {
          Range found = heap_state_.size() ? Range() : heapStateIn(piece);
          heap_state_ = found.size() ? found : heap_state_;
        });
    for (usize i = 0; i < sources_.modules.size; ++i)
      for (const Range &segment : sources_.modules.data[i].writable)
        addWithoutOwn(segment, 0);
  }

  void threadLocals(uptr thread_pointer) {
    if (!thread_pointer)
      return;
    thread_pointer_ = thread_pointer;
    auto add = [](Range range, void *self) { static_cast<RootList *>(self)->addThreadLocal(range); };
    forEachTlsRange(thread_pointer, sources_.modules, add, this);
  }

  void otherThread(const ThreadState &thread) {
    threadLocals(thread.thread_pointer);
    // What main left behind on its stack is no root, its registers neither.
    if (thread.is_main && input_.main_returned)
      return;
    addWithoutOwn(stackOf(thread), 0);
    if (!thread.stopped)
      return;
    uptr registers = reinterpret_cast<uptr>(thread.registers);
    uptr vectors = reinterpret_cast<uptr>(thread.vectors);
    add_({registers, registers + sizeof thread.registers}, arg_);
    add_({vectors, vectors + sizeof thread.vectors}, arg_);
  }

  void ownThread() {
    threadLocals(currentThreadPointer());
    if (input_.own_stack_lowest && !(input_.main_returned && isMainThread()))
      addWithoutOwn(stackFrom(input_.own_stack_lowest), 0);
  }

  void user() {
    for (const Range &range : input_.user_roots)
      add_(range, arg_);
  }

private:
  // The mapping that a stack lies in may go on with something else's pages; the
  // thread's control block is the last thing on a stack of the thread library's.
  static Range stackOf(const ThreadState &thread) {
    constexpr usize kControlBlock = 4096;
    Range stack = thread.stack;
    if (stack.contains(thread.thread_pointer) && stack.end - thread.thread_pointer > kControlBlock)
      stack.end = thread.thread_pointer + kControlBlock;
    return stack;
  }

  void addThreadLocal(Range range) { addWithoutOwn(range, 0); }

  // What is not the program's is cut out, one piece after the other: they are few.
  void addWithoutOwn(Range range, usize next) {
    if (range.begin >= range.end)
      return;
    if (next >= input_.own_state.size + 2) {
      add_(range, arg_);
      return;
    }
    Range own = next == 0 ? heap_state_ : next == 1 ? ownThreadLocals() : input_.own_state[next - 2];
    if (own.begin >= own.end || own.end <= range.begin || own.begin >= range.end) {
      addWithoutOwn(range, next + 1);
      return;
    }
    addWithoutOwn({range.begin, own.begin}, next + 1);
    addWithoutOwn({own.end, range.end}, next + 1);
  }
  Range ownThreadLocals() const {
    if (!thread_pointer_ || input_.own_tls_offsets.begin == input_.own_tls_offsets.end)
      return {};
    return {thread_pointer_ + input_.own_tls_offsets.begin, thread_pointer_ + input_.own_tls_offsets.end};
  }

  const RootSources &sources_;
  const CheckInput &input_;
  void (*add_)(Range, void *);
  void *arg_;
  Range heap_state_;        // the allocator's, no root either
  uptr thread_pointer_ = 0; // of the thread whose locals are being listed
};

} // namespace

void forEachRoot(const RootSources &sources, void (*add)(Range, void *), void *arg) {
  RootList roots(sources, add, arg);
  roots.modules();
  roots.ownThread();
  for (usize i = 0; i < sources.threads.size; ++i)
    roots.otherThread(sources.threads.data[i]);
  roots.user();
}

} // namespace refsan
