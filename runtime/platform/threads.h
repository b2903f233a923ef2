//===- threads.h - stopping the process's other threads ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stops every other thread of the process by a signal that glibc keeps for
// itself, so that no thread has it blocked; no ptrace, no second process. While
// threads are stopped, nothing here or in the caller may take a lock of libc's.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_THREADS_H
#define REFSAN_PLATFORM_THREADS_H

#include "base/ints.h"

namespace refsan {

// Where a thread's signals are handled, which the kernel alone may know; empty: on its other stacks.
struct SignalStack {
  Range words;
  bool in_use; // a handler runs there, or was left for another one
};

struct ThreadState {
  i32 tid;
  bool is_main;       // the process's first thread
  bool stopped;       // false: it could not be stopped in time; its registers are unknown, its stack is whole
  uptr stack_pointer; // lowest address of the stack in use
  Range stack;        // from stack_pointer (red zone included) to the end of the stack it lies in
  Range other_stack;  // what the thread left on its own stack while it runs on an alternate or a coroutine's
                      // stack; empty otherwise
  SignalStack signal_stack;
  uptr thread_pointer;            // TCB, fs base on x86-64; 0: unknown
  uptr registers[18];             // general registers at the stop
  alignas(8) u8 vectors[32 * 64]; // xmm0 to xmm15, then the other parts of those in use; the rest is zero
};

// Where to unwind a stopped thread from.
struct UnwindCursor;
UnwindCursor cursorOf(const ThreadState &thread);

struct StopResult {
  const ThreadState *data = nullptr; // the other threads, without the caller
  usize size = 0;
  usize unstoppable = 0; // how many could not be stopped
  bool listed = true;    // false: threads may have been missed (no /proc, or no memory for them)
};

// Waits until no other thread runs, at most `deadline_ms`. One that runs may be about to
// end: what lies on its stack says nothing about what is alive.
void awaitEndingThreads(u32 deadline_ms);

// Stops all other threads, waits at most `deadline_ms` for all of them together, longer for those that are
// ready to run and get no processor, or where the caller itself gets none (platform/patience.h).
// One caller at a time. Signals that a handler could run for on the calling
// thread, other than those of its own faults, are blocked until it resumes them.
StopResult stopOtherThreads(u32 deadline_ms);
// Lets them go on. The result of stopOtherThreads is void afterwards. `ending`: the process is about to end, and none
// is to learn that it was stopped (platform/interrupted_call.h); otherwise a call that waited may have failed with
// EINTR.
void resumeOtherThreads(bool ending = false);

SignalStack currentSignalStack();
uptr currentThreadPointer();
i32 currentThreadId();
bool isMainThread();
// The stack that holds `from`: from there to its end. Reads /proc/self/maps.
Range stackFrom(uptr from);
// The calling thread's stack bounds as the thread library knows them; cheap
// after the first call on a thread. Never allocates.
Range currentStackBounds();
// Zeroes so many bytes of the calling thread's stack below the caller's frame: what is
// left there of earlier calls. There must be room for them.
void overwriteStackBelow(usize bytes);

// Adds the TLS blocks that these modules have (static and dynamic, by its DTV), the TCB
// and the pthread keys of the thread with this thread pointer. `add` must not allocate.
struct ModuleList;
void forEachTlsRange(uptr thread_pointer, const ModuleList &modules, void (*add)(Range, void *), void *arg);

} // namespace refsan

#endif // REFSAN_PLATFORM_THREADS_H
