//===- roots.cpp - where reachability starts ------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/roots.h"

#include "platform/heap.h"
#include "platform/heap_state.h"
#include "platform/live_parts.h"
#include "platform/own_parts.h"
#include "platform/thread_results.h"
#include "platform/thread_walk.h"

namespace refsan {
namespace {

class RootList {
public:
  RootList(const RootSources &sources, const RootSink &sink) : sources_(sources), input_(*sources.input), sink_(sink) {}

  void modules() {
    const Module *libc = findModule(sources_.modules, reinterpret_cast<uptr>(__libc_malloc));
    if (libc)
      findHeapState(*libc);
    for (usize i = 0; i < sources_.modules.size && !heap_state_.size(); ++i)
      findHeapState(sources_.modules.data[i]);
    for (usize i = 0; i < sources_.modules.size; ++i)
      for (const Range &segment : sources_.modules.data[i].writable)
        sources_.readable->forEachTouched(segment,
                                          [this](Range piece) { addWithoutOwn({piece, RootKind::Variable}, 0); });
  }

  void threadLocals(uptr thread_pointer, i32 thread, LiveTls which = LiveTls::All) {
    if (!thread_pointer)
      return;
    thread_pointer_ = thread_pointer;
    thread_ = thread;
    auto add = [](Range range, void *list) {
      auto *self = static_cast<RootList *>(list);
      bool control = range.begin == self->thread_pointer_;
      self->addWithoutOwn({range, control ? RootKind::ThreadBlock : RootKind::ThreadLocal, self->thread_}, 0);
    };
    forEachTlsRange(thread_pointer, modulesWith(which), add, this);
  }

  void otherThread(const ThreadState &thread) {
    const Module *library = libc(), *loader = findLoader(sources_.modules);
    LiveParts parts =
        livePartsOf(thread, {library ? library->image : Range(), loader ? loader->image : Range(), runtimeCode()});
    threadLocals(thread.thread_pointer, thread.tid, parts.thread_locals);
    // What main left behind on its stack is no root, its registers neither.
    if (thread.is_main && input_.main_returned)
      return;
    auto root = [&](RootKind kind, Range words) { return Root{words, kind, thread.tid, &thread}; };
    addWithoutOwn(root(RootKind::Stack, withoutNeighbours(parts.stack, thread)), 0);
    addWithoutOwn(root(RootKind::Stack, withoutNeighbours(thread.other_stack, thread)), 0);
    add(root(RootKind::SignalStack, rangeOf(thread.signal_stack.words.begin)));
    add(root(RootKind::Register, rangeOf(parts.registers)));
    add(root(RootKind::Register, rangeOf(parts.vectors)));
    add(root(RootKind::Register, parts.wide_vectors));
    sink_.add_underway(root(RootKind::Call, rangeOf(parts.call_registers)), 0, sink_.arg);
    sink_.add_underway(root(RootKind::Call, parts.call_stack), parts.call_pc, sink_.arg);
  }

  // After main nobody joins a thread.
  void threadResults() {
    auto add = [](Range range, void *self) { static_cast<RootList *>(self)->add({range, RootKind::ThreadResult}); };
    if (!input_.main_returned)
      forEachThreadResult(sources_.modules, add, this);
  }

  void ownThread() {
    threadLocals(currentThreadPointer(), currentThreadId());
    add({rangeOf(input_.signal_stack.words.begin), RootKind::SignalStack, currentThreadId()});
    if (input_.own_stack_lowest && !(input_.main_returned && isMainThread()))
      addWithoutOwn({stackFrom(input_.own_stack_lowest), RootKind::Stack, currentThreadId()}, 0);
  }

  void others() {
    for (const Root &root : input_.more_roots)
      add(root);
  }

private:
  void findHeapState(const Module &module) {
    for (const Range &segment : module.writable)
      sources_.readable->forEach(
          segment, [this](Range piece) { heap_state_ = heap_state_.size() ? heap_state_ : heapStateIn(piece); });
  }

  // The mapping that a stack lies in may go on with something else's pages; the
  // thread's control block is the last thing on a stack of the thread library's.
  static Range withoutNeighbours(Range stack, const ThreadState &thread) {
    constexpr usize kControlBlock = 4096;
    if (stack.contains(thread.thread_pointer) && stack.end - thread.thread_pointer > kControlBlock)
      stack.end = thread.thread_pointer + kControlBlock;
    return stack;
  }

  template <typename T> static Range rangeOf(const T &words) {
    return {reinterpret_cast<uptr>(&words), reinterpret_cast<uptr>(&words + 1)};
  }
  void add(const Root &root) { sink_.add(root, sink_.arg); }

  // Null where it is not a module of its own.
  const Module *libc() const {
    const Module *module = findModule(sources_.modules, reinterpret_cast<uptr>(__libc_malloc));
    return module == findModule(sources_.modules, reinterpret_cast<uptr>(&forEachRoot)) ? nullptr : module;
  }
  ModuleList modulesWith(LiveTls which) const {
    const Module *library = which == LiveTls::OfLibc ? libc() : nullptr;
    return which == LiveTls::All ? sources_.modules : library ? ModuleList{library, 1} : ModuleList();
  }

  // What is not the program's, or means nothing, is cut out, one piece after the other: they are few.
  void addWithoutOwn(const Root &root, usize next) {
    Range range = root.words;
    if (range.begin >= range.end)
      return;
    for (usize count = 2 + input_.own_state.size + sources_.idle.size; next < count; ++next) {
      Range own = cutOut(next);
      if (own.begin >= own.end || own.end <= range.begin || own.begin >= range.end)
        continue;
      addWithoutOwn({{range.begin, own.begin}, root.kind, root.thread, root.stopped}, next + 1);
      addWithoutOwn({{own.end, range.end}, root.kind, root.thread, root.stopped}, next + 1);
      return;
    }
    add(root);
  }
  Range cutOut(usize number) const {
    if (number < 2)
      return number == 0 ? heap_state_ : ownThreadLocals();
    usize own = input_.own_state.size;
    return number - 2 < own ? input_.own_state[number - 2] : sources_.idle[number - 2 - own];
  }
  Range ownThreadLocals() const {
    if (!thread_pointer_ || input_.own_tls_offsets.begin == input_.own_tls_offsets.end)
      return {};
    return {thread_pointer_ + input_.own_tls_offsets.begin, thread_pointer_ + input_.own_tls_offsets.end};
  }

  const RootSources &sources_;
  const CheckInput &input_;
  const RootSink &sink_;
  Range heap_state_;        // the allocator's, no root either
  uptr thread_pointer_ = 0; // of the thread whose locals are being listed
  i32 thread_ = 0;
};

} // namespace

void forEachRoot(const RootSources &sources, const RootSink &sink) {
  RootList roots(sources, sink);
  roots.modules();
  roots.ownThread();
  for (usize i = 0; i < sources.threads.size; ++i)
    roots.otherThread(sources.threads.data[i]);
  roots.threadResults();
  roots.others();
}

} // namespace refsan
