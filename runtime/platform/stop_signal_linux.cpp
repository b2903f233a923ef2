//===- stop_signal_linux.cpp - stopping one thread by a signal ------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See stop_signal.h. The signal is glibc's SIGSETXID: pthread_sigmask and friends
// refuse to block it, and glibc itself sends it only while set*id() runs in a
// process with threads; what comes from there is passed on to glibc's handler.
//
//===----------------------------------------------------------------------===//

#include "platform/stop_signal.h"

#include "platform/interrupted_call.h"
#include "platform/signal_stack.h"
#include "platform/syscall.h"

#include <cpuid.h>
#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <ucontext.h>

namespace refsan {
namespace stop_signal {

constexpr int kSignal = 33;
constexpr u64 kRestorer = 0x04000000; // SA_RESTORER

// What rt_sigaction takes; libc's struct sigaction is another one.
struct KernelAction {
  void (*handler)(int, siginfo_t *, void *);
  u64 flags;
  void (*restorer)();
  u64 mask;
};

static KernelAction g_previous;
static bool g_installed;
static StopRecords *g_records;
static bool g_sent_by_tgkill;
static u32 g_arrived;
// Odd: threads are to wait in the handler until it changes.
static u32 g_generation;
static bool g_ending;

// Where the kernel puts the parts of the vector registers in a signal frame:
// CPUID leaf 13. Part 2: upper halves of ymm0-15, 6: of zmm0-15, 7: zmm16-31.
struct VectorPart {
  u32 number, offset, size;
};
static VectorPart g_parts[] = {{2, 0, 0}, {6, 0, 0}, {7, 0, 0}};

extern "C" void refsanSignalReturn() __asm__("__refsan_signal_return");
__asm__(".text\n"
        ".p2align 4\n"
        ".hidden __refsan_signal_return\n"
        ".type __refsan_signal_return, @function\n"
        "__refsan_signal_return:\n"
        "  movq $15, %rax\n" // rt_sigreturn
        "  syscall\n"
        ".size __refsan_signal_return, . - __refsan_signal_return\n");

static void readVectorLayout() {
  for (VectorPart &part : g_parts) {
    u32 ecx, edx;
    if (!__get_cpuid_count(0xd, part.number, &part.size, &part.offset, &ecx, &edx))
      part.size = 0;
  }
}

// memcpy() may be somebody's interceptor, which a handler on a thread it does
// not know must not call.
static void copyBytes(void *to, const void *from, usize size) {
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
}

static void takeVectors(const ucontext_t &context, ThreadState &state) {
  auto *frame = reinterpret_cast<const u8 *>(context.uc_mcontext.fpregs);
  if (!frame)
    return;
  constexpr usize kXmm = 160, kXmmSize = 256, kSoftware = 464, kHeader = 512;
  u8 *out = state.vectors;
  copyBytes(out, frame + kXmm, kXmmSize);
  out += kXmmSize;
  struct {
    u32 magic, total_size;
    u64 parts;
    u32 size;
  } software;
  copyBytes(&software, frame + kSoftware, sizeof(software));
  if (software.magic != 0x46505853) // FP_XSTATE_MAGIC1: there is more than the first 512 bytes
    return;
  u64 in_use;
  copyBytes(&in_use, frame + kHeader, sizeof(in_use));
  for (const VectorPart &part : g_parts) {
    bool there = (in_use & software.parts) >> part.number & 1;
    usize room = static_cast<usize>(state.vectors + sizeof(state.vectors) - out);
    if (!there || part.size == 0 || part.size > room || part.offset + part.size > software.size)
      continue;
    copyBytes(out, frame + part.offset, part.size);
    out += part.size;
  }
}

static void takeState(const ucontext_t &context, ThreadState &state) {
  constexpr int kRegisters = REG_RIP + 1;
  static_assert(kRegisters <= sizeof(ThreadState::registers) / sizeof(uptr));
  for (int i = 0; i < kRegisters; ++i)
    state.registers[i] = static_cast<uptr>(context.uc_mcontext.gregs[i]);
  state.stack_pointer = static_cast<uptr>(context.uc_mcontext.gregs[REG_RSP]);
  state.signal_stack = signalStackOf(context.uc_stack);
  uptr base = 0;
  constexpr int kGetFs = 0x1003; // ARCH_GET_FS
  rawSyscall(SYS_arch_prctl, kGetFs, rawAddress(&base));
  state.thread_pointer = base;
  takeVectors(context, state);
}

static StopRecord *recordOf(i32 tid) {
  for (StopRecords *some = __atomic_load_n(&g_records, __ATOMIC_ACQUIRE); some; some = some->previous)
    for (usize i = 0, size = __atomic_load_n(&some->size, __ATOMIC_ACQUIRE); i < size; ++i)
      if (some->data[i].tid == tid && __atomic_load_n(&some->data[i].state, __ATOMIC_ACQUIRE) != StopRecord::Gone)
        return &some->data[i];
  return nullptr;
}

// The signal was not ours.
static void passOn(int signal, siginfo_t *info, void *context) {
  constexpr uptr kIgnore = 1; // SIG_IGN
  if (reinterpret_cast<uptr>(g_previous.handler) > kIgnore)
    g_previous.handler(signal, info, context);
}

static void goOn(void *context) {
  if (__atomic_load_n(&g_ending, __ATOMIC_RELAXED))
    makeCallAgain(context);
}

__attribute__((no_stack_protector)) static void onSignal(int signal, siginfo_t *info, void *context) {
  // glibc's own comes by tgkill, ours is queued with a value.
  if (info->si_code != SI_QUEUE && !g_sent_by_tgkill)
    return passOn(signal, info, context);
  u32 generation = __atomic_load_n(&g_generation, __ATOMIC_ACQUIRE);
  i32 tid = static_cast<i32>(rawSyscall(SYS_gettid));
  StopRecord *record = generation & 1 ? recordOf(tid) : nullptr;
  u32 state = record ? __atomic_load_n(&record->state, __ATOMIC_ACQUIRE) : static_cast<u32>(StopRecord::Gone);
  if (state != StopRecord::Asked && state != StopRecord::GivenUp)
    return goOn(context); // too late
  if (state == StopRecord::Asked) {
    takeState(*static_cast<const ucontext_t *>(context), record->result);
    u32 expected = StopRecord::Asked;
    __atomic_compare_exchange_n(&record->state, &expected, static_cast<u32>(StopRecord::Stopped), false,
                                __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
    __atomic_fetch_add(&g_arrived, 1, __ATOMIC_ACQ_REL);
    rawSyscall(SYS_futex, rawAddress(&g_arrived), FUTEX_WAKE_PRIVATE, 1);
  }
  // The record is not touched any more: it may be unmapped while we wake up.
  while (__atomic_load_n(&g_generation, __ATOMIC_ACQUIRE) == generation)
    rawSyscall(SYS_futex, rawAddress(&g_generation), FUTEX_WAIT_PRIVATE, static_cast<long>(generation));
  goOn(context);
}

} // namespace stop_signal

void installStopHandler(StopRecords *records) {
  stop_signal::readVectorLayout();
  __atomic_store_n(&stop_signal::g_arrived, 0u, __ATOMIC_RELEASE);
  publishStopRecords(records);
  __atomic_fetch_add(&stop_signal::g_generation, 1, __ATOMIC_ACQ_REL);
  if (stop_signal::g_installed) // left behind by an earlier stop
    return;
  // On the alternate stack where a thread has one: its own may be a small coroutine's.
  stop_signal::KernelAction action = {stop_signal::onSignal,
                                      SA_SIGINFO | SA_ONSTACK | SA_RESTART | stop_signal::kRestorer,
                                      stop_signal::refsanSignalReturn, ~u64(0)};
  rawSyscall(SYS_rt_sigaction, stop_signal::kSignal, rawAddress(&action), rawAddress(&stop_signal::g_previous), 8);
  stop_signal::g_installed = true;
}

void publishStopRecords(StopRecords *records) { __atomic_store_n(&stop_signal::g_records, records, __ATOMIC_RELEASE); }

int askToStop(const StopRecord &record) {
  long pid = rawSyscall(SYS_getpid);
  siginfo_t info;
  __builtin_memset(&info, 0, sizeof(info));
  info.si_signo = stop_signal::kSignal;
  info.si_code = SI_QUEUE;
  info.si_pid = static_cast<pid_t>(pid);
  long result = rawSyscall(SYS_rt_tgsigqueueinfo, pid, record.tid, stop_signal::kSignal, rawAddress(&info));
  if (result == -ENOSYS || result == -EPERM) { // a sandbox does not know it
    stop_signal::g_sent_by_tgkill = true;
    result = rawSyscall(SYS_tgkill, pid, record.tid, stop_signal::kSignal);
  }
  return static_cast<int>(-result);
}

u32 *arrivedCounter() { return &stop_signal::g_arrived; }

void releaseStopped(bool restore_handler, bool ending) {
  __atomic_store_n(&stop_signal::g_ending, ending, __ATOMIC_RELAXED);
  __atomic_fetch_add(&stop_signal::g_generation, 1, __ATOMIC_ACQ_REL);
  constexpr long kAll = 0x7fffffff;
  rawSyscall(SYS_futex, rawAddress(&stop_signal::g_generation), FUTEX_WAKE_PRIVATE, kAll);
  publishStopRecords(nullptr);
  if (!restore_handler)
    return;
  rawSyscall(SYS_rt_sigaction, stop_signal::kSignal, rawAddress(&stop_signal::g_previous), 0, 8);
  stop_signal::g_installed = false;
}

} // namespace refsan
