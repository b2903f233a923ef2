// Intent: what is started by vfork, posix_spawn, or as a daemon is judged on its own, and each process has a report of its own.
// RUN: %clang_refsan %s -o %t && rm -f %t.log.*
// RUN: %silent 0 %env_refsan_opts=log_path=%t.log.%%p %run %t leak
// RUN: cat %t.log.* | FileCheck --implicit-check-not=RefSan: %s
// RUN: %silent 0 %run %t clean

#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int ends(pid_t pid) {
  int status = -1;
  return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int lose(int size) {
  memset(malloc(size), 1, size);
  return 0;
}

int main(int argc, char **argv) {
  int leaks = !strcmp(argv[1], "leak"), expected = leaks ? 23 : 0, wrong = 0;
  if (argc == 3)
    return leaks ? lose(atoi(argv[2])) : 0;
  char *by_vfork[] = {argv[0], argv[1], "101", NULL}, *by_spawn[] = {argv[0], argv[1], "102", NULL};
  pid_t pid = vfork();
  if (!pid) {
    execv(by_vfork[0], by_vfork);
    _exit(1);
  }
  wrong += ends(pid) != expected;
  wrong += posix_spawn(&pid, argv[0], NULL, NULL, by_spawn, environ) || ends(pid) != expected;
  int done[2];
  if (pipe(done))
    return 1;
  pid = fork();
  if (!pid) {
    if (fork())
      _exit(0);
    setsid(); // the daemon
    if (leaks)
      lose(103);
    return 0; // and closes the pipe
  }
  wrong += ends(pid) != 0;
  close(done[1]);
  char byte;
  wrong += read(done[0], &byte, 1) != 0; // waits for the daemon's end
  return wrong;
}
// CHECK-DAG: RefSan: 1 lost object (101 bytes)
// CHECK-DAG: RefSan: 1 lost object (102 bytes)
// CHECK-DAG: RefSan: 1 lost object (103 bytes)
