//===- launch.c - runs a command and measures it --------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// launch RUNS OUT SECONDS [NAME=VALUE...] -- COMMAND...: one line a run on
// descriptor 3: wait status, user and system microseconds, start and end of the
// monotonic clock in nanoseconds, peak memory in KiB. The command's output goes
// to OUT; after SECONDS it is killed. Its environment is what is named and
// nothing else. A process of its own because Linux counts the memory of the
// process that called exec as its successor's peak.
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t child;

static void timeIsUp(int number) {
  (void)number;
  kill(-child, SIGKILL);
}

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long microseconds(struct timeval time) { return time.tv_sec * 1000000LL + time.tv_usec; }

static void become(char **command, char **environment, const char *out) {
  setpgid(0, 0);
  int file = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0 || dup2(file, STDOUT_FILENO) < 0 || dup2(file, STDERR_FILENO) < 0)
    _exit(126);
  close(file);
  close(3);
  execve(command[0], command, environment);
  _exit(127);
}

int main(int argc, char **argv) {
  char **environment = argv + 4, **command = environment;
  while (*command && strcmp(*command, "--"))
    command++;
  if (argc < 6 || !*command)
    return 2;
  *command++ = NULL;
  signal(SIGALRM, timeIsUp);
  for (long run = atol(argv[1]); run; run--) {
    struct rusage usage;
    int status;
    long long start = now();
    child = fork();
    if (child < 0)
      return 1;
    if (!child)
      become(command, environment, argv[2]);
    alarm((unsigned)atoi(argv[3]));
    while (wait4(child, &status, 0, &usage) < 0) {
    }
    long long end = now();
    alarm(0);
    dprintf(3, "%d %lld %lld %lld %lld %ld\n", status, microseconds(usage.ru_utime), microseconds(usage.ru_stime),
            start, end, usage.ru_maxrss);
  }
  return 0;
}
