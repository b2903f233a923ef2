// corpus: leak class=lost members=1 bytes=30
// fixed: clean
// args: 6
// Arrays whose length is computed are in scope when the program ends, in its own function, in one that was inlined
// and outside of a loop without end, though nothing reads them any more.
// flags: -pthread
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_int running;

static char *make(int bytes) {
  char *made = malloc(bytes);
  made[0] = 1;
  return made;
}

static void *serve(void *count) {
  int length = *(int *)count;
  char *names[length];
  for (int i = 0; i < length; i++)
    names[i] = make(20);
  running = names[0][0];
  for (;;)
    pause();
  return names[1];
}

static void finish(int status) {
  if (status == 0)
    exit(0);
}

static int check(int count) {
  char *parts[count];
  for (int i = 0; i < count; i++)
    parts[i] = make(30);
#ifdef FIXED
  free(parts[1]);
#endif
  parts[1] = NULL;
  finish(count - 6);
  return *parts[count - 1];
}

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 0;
  pthread_t thread;
  char *values[count + 1];
  for (int i = 0; i < count; i++)
    values[i] = make(40);
  if (pthread_create(&thread, NULL, serve, &count))
    return 2;
  while (!running)
    usleep(100);
  int status = check(count);
  if (count > 5)
    exit(status);
  return *values[count - 1];
}
