//===- requests.cpp - checks that the user asks for -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/requests.h"

#include "base/format.h"
#include "entry/log_file.h"
#include "entry/user_check.h"
#include "options/options.h"
#include "platform/files.h"
#include "platform/wake_up.h"
#include "record/thread_state.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

namespace refsan {

namespace requests {
constexpr u32 kLookMs = 200; // for check_file
static WakeUp asked;
static bool waiting;
static u32 answered_before; // this process's thread began
static char file[4096];     // absolute; empty: none

static void onSignal(int) { asked.call(); }

// True: it was there.
static bool takeFile() {
  int error = file[0] ? removeFile(file) : ENOENT;
  if (!error || error == ENOENT)
    return !error;
  const char *reason = strerrordesc_np(error);
  char text[1024];
  TextBuilder line(text, sizeof(text));
  line.text("cannot take the file of check_file='").text(file).text("' away: ");
  sayBadConfig(line.text(reason ? reason : "unknown error").text(". It is not looked for any more").view());
  file[0] = 0;
  return false;
}

static void *serve(void *) {
  pauseThread(); // it allocates nothing that anybody shall see
  for (u32 answered = answered_before;;) {
    u32 calls = asked.await(answered, file[0] ? kLookMs : 0);
    if (calls == answered && !takeFile())
      continue;
    answered = calls; // those that came while a check ran are one
    CheckOutcome outcome = checkCopy();
    if (outcome.done && !outcome.findings)
      say("checked on request: no leaks");
  }
  return nullptr;
}

static bool start() {
  answered_before = asked.calls();
  // Signals are for the program's threads, all but those that libc and we stop threads with.
  constexpr u64 kOurs = u64(1) << (32 - 1) | u64(1) << (33 - 1);
  sigset_t all, before;
  sigemptyset(&all);
  memset(&all, 0xff, 64 / 8);
  *reinterpret_cast<u64 *>(&all) &= ~kOurs;
  pthread_sigmask(SIG_BLOCK, &all, &before);
  pthread_t thread;
  int error = pthread_create(&thread, nullptr, serve, nullptr);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return !error;
}

static bool listen() {
  if (!options().check_signal)
    return true;
  struct sigaction action = {};
  action.sa_handler = onSignal;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  return !sigaction(static_cast<int>(options().check_signal), &action, nullptr);
}
} // namespace requests

void awaitRequests() {
  using namespace requests;
  if (waiting || !options().detect_leaks || (!options().check_signal && !*options().check_file))
    return;
  waiting = true;
  if (*options().check_file && !absolutePath(options().check_file, file, sizeof(file)))
    sayBadConfig("the path of check_file is too long");
  if (!listen())
    sayBadConfig("check_signal: there is no such signal, or none that a program may handle");
  else if (!start())
    sayBadConfig("check_signal, check_file: no thread could be started to wait for them");
}

void awaitRequestsInChild() {
  if (requests::waiting)
    requests::start();
}

} // namespace refsan
