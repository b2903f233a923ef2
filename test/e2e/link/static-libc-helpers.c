// Intent: in a static executable threads that libc makes itself leave no leak behind, and the modules that it loads
// Intent: for names and character sets, with a C library of their own, do not keep the program from being checked.
// REQUIRES: static
// RUN: %clang_refsan -static %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -static -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <iconv.h>
#include <pwd.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static atomic_int ticks;
static iconv_t converter;

static void tick(union sigval value) { ticks += value.sival_int; }

static void start_timer(void) {
  struct sigevent event = {0};
  event.sigev_notify = SIGEV_THREAD;
  event.sigev_notify_function = tick;
  event.sigev_value.sival_int = 1;
  struct itimerspec often = {{0, 2000000}, {0, 2000000}};
  timer_t timer;
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) || timer_settime(timer, 0, &often, NULL))
    abort();
}

int main(void) {
  converter = iconv_open("UTF-16", "ISO-8859-15");
  getpwnam("nobody");
  start_timer();
  while (ticks < 5)
    usleep(1000);
  char *volatile lost = malloc(50);
#ifdef CLEAN
  free(lost);
#endif
  lost = NULL;
  return 0;
}
// CHECK: RefSan: 1 lost object (50 bytes)
