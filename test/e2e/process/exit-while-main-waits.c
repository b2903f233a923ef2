// Intent: a thread that waits in a call which any signal ends does not learn that it was stopped for the check at exit.
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run %t pause 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t sigsuspend 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t poll 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t select 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t epoll 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t sleep 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean pause
// RUN: %silent 0 %run %t-clean sigsuspend
// RUN: %silent 0 %run %t-clean poll
// RUN: %silent 0 %run %t-clean select
// RUN: %silent 0 %run %t-clean epoll
// RUN: %silent 0 %run %t-clean sleep

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

static char *name;

static void *leave(void *unused) {
  (void)unused;
  usleep(20000); // main waits by then
  free(name);
#ifndef CLEAN
  name = malloc(40);
#endif
  name = NULL;
  exit(0);
}

static void waitIn(const char *call) {
  sigset_t none;
  sigemptyset(&none);
  struct timespec minute = {60, 0};
  struct epoll_event event;
  if (strcmp(call, "pause") == 0)
    pause();
  else if (strcmp(call, "sigsuspend") == 0)
    sigsuspend(&none);
  else if (strcmp(call, "poll") == 0)
    poll(NULL, 0, -1);
  else if (strcmp(call, "select") == 0)
    select(0, NULL, NULL, NULL, NULL);
  else if (strcmp(call, "epoll") == 0)
    epoll_wait(epoll_create1(0), &event, 1, -1);
  else if (strcmp(call, "sleep") == 0)
    nanosleep(&minute, NULL);
}

int main(int argc, char **argv) {
  (void)argc;
  name = malloc(20);
  pthread_t thread;
  pthread_create(&thread, NULL, leave, NULL);
  waitIn(argv[1]);
  static const char text[] = "it was woken\n";
  (void)!write(2, text, sizeof text - 1);
  _exit(9);
}
// CHECK-NOT: woken
// CHECK: RefSan: 1 lost object (40 bytes)
// CHECK-NOT: woken
